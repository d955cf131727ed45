using System.Buffers;
using Soquete.Ancillary;
using Soquete.Peers;

namespace Soquete.Relaying.Recording;

/// <summary>One conversation in a recording. Safe for both of its directions at once.</summary>
internal abstract class RecordedFlow : IDisposable
{
    protected RecordedFlow(RecordedRelay relay)
    {
        Relay = relay;
        Forward = new RecordedDirection(this, isForward: true);
        Back = new RecordedDirection(this, isForward: false);
    }

    /// <summary>From the first end to the second.</summary>
    public RecordedDirection Forward { get; }

    /// <summary>From the second end to the first.</summary>
    public RecordedDirection Back { get; }

    public RecordedRelay Relay { get; }

    protected Lock Sync { get; } = new();

    /// <summary>Bytes, or a message, came from an end.</summary>
    public abstract void Pass(bool isForward, ReadOnlySpan<byte> bytes, PassedDescriptors? descriptors);

    /// <summary>An end has sent its last.</summary>
    public abstract void End(bool isForward);

    /// <summary>The conversation is over; nothing of it is recorded any more.</summary>
    public abstract void Dispose();

    /// <summary>Both ends as they are, for the first packet's comment.</summary>
    protected static string Describe(IConnection first, IConnection second) => $"{Describe(first)}; {Describe(second)}";

    protected static string? Describe(PassedDescriptors? descriptors) => descriptors switch
    {
        null => null,
        { Count: 1 } => "1 descriptor came with it",
        _ => $"{descriptors.Count} descriptors came with it",
    };

    protected static byte[] Rent(int length) => ArrayPool<byte>.Shared.Rent(length);

    private static string Describe(IConnection end) =>
        Printable.Shorten(
            end.PeerCredentials is { } credentials ? $"{end.Association} ({credentials})" : $"{end.Association}");
}
