using Soquete.Ancillary;

namespace Soquete.Relaying.Recording;

/// <summary>One direction of a conversation that is recorded, as whoever passes bytes on sees it.</summary>
internal sealed class RecordedDirection(RecordedFlow flow, bool isForward)
{
    /// <summary>
    /// Whether more may be received; if not, <see cref="WaitForRoomAsync"/> comes before the next receive.
    /// </summary>
    public bool HasRoom => flow.Relay.HasRoom;

    /// <summary>Bytes, or a message, came from the end. They are copied.</summary>
    public void Pass(ReadOnlySpan<byte> bytes, PassedDescriptors? descriptors = null) =>
        flow.Pass(isForward, bytes, descriptors);

    /// <summary>The end has sent its last.</summary>
    public void End() => flow.End(isForward);

    public Task WaitForRoomAsync(CancellationToken cancellationToken) => flow.Relay.WaitForRoomAsync(cancellationToken);
}
