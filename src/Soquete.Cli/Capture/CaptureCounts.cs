using Soquete.Cli.Events;

namespace Soquete.Cli.Capture;

/// <summary>What a capture of an interface saw, as it is told at its end.</summary>
/// <param name="Captured">Packets that were taken.</param>
/// <param name="Received">Packets that the filter let through.</param>
/// <param name="Dropped">Packets of these for which there was no room.</param>
internal readonly record struct CaptureCounts(long Captured, long Received, long Dropped)
{
    public CommandEvent ToEvent() => new("captured", Line)
    {
        Fields = [("captured", Captured), ("received", Received), ("dropped", Dropped)],
    };

    private string Line =>
        $"{Captured} packets captured, {Received} received by filter, {Dropped} dropped by kernel";
}
