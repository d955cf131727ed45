using Soquete.Cli.Events;

namespace Soquete.Cli.Capture;

/// <summary>What a capture saw, as it is told at its end.</summary>
/// <param name="Captured">Packets that were taken.</param>
/// <param name="Received">Packets that the filter let through; null where a file was read.</param>
/// <param name="Dropped">Packets for which there was no room; null where a file was read.</param>
internal readonly record struct CaptureCounts(long Captured, long? Received = null, long? Dropped = null)
{
    public CommandEvent ToEvent() => new("captured", Line)
    {
        Fields = [("captured", Captured), ("received", Received), ("dropped", Dropped)],
    };

    private string Line => Received is null
        ? $"{Captured} packets read"
        : $"{Captured} packets captured, {Received} received by filter, {Dropped} dropped by kernel";
}
