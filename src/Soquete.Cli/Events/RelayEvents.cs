using Soquete.Addresses;
using Soquete.Impairments;
using Soquete.Relaying;

namespace Soquete.Cli.Events;

/// <summary>What a relay of messages, or one that impairs, tells when it ends.</summary>
internal static class RelayEvents
{
    /// <summary>
    /// Whether messages pass, or something is done wrong on purpose; of plain streams nothing is told.
    /// </summary>
    public static bool IsWorthTelling(params ReadOnlySpan<Address> addresses)
    {
        foreach (var address in addresses)
        {
            if (address is IDatagramAddress or UnixSequencedPacketAddress or PacketAddress
                || (address is SocketEndAddress socket && socket.Impairment != Impairment.None))
            {
                return true;
            }
        }

        return false;
    }

    public static CommandEvent Relayed(RelayReport report)
    {
        var line = $"relayed {Joined(report)}; forward {Text(report.Forward)}; back {Text(report.Back)}";
        return new CommandEvent("relayed", line)
        {
            Fields =
            [
                ("joined", report.Joined), ("failed", report.Failed), ("expired", report.Expired),
                ("evicted", report.Evicted),
                .. Fields("forward", report.Forward), .. Fields("back", report.Back),
            ],
        };
    }

    private static string Joined(RelayReport report)
    {
        var pairs = report.Joined == 1 ? "1 pair" : $"{report.Joined} pairs";
        return pairs + Some(report.Failed, "failed") + Some(report.Expired, "expired")
            + Some(report.Evicted, "evicted");
    }

    private static string Text(RelayFlow flow)
    {
        var messages = flow.Messages == 0 ? "" : $"{flow.Messages} messages, ";
        var impaired = flow.Impairment is { } counts ? $" ({Text(counts)}{Seed(flow)})" : "";
        return $"{messages}{flow.Bytes} bytes{Some(flow.Dropped, "dropped")}" +
            $"{Some(flow.Undeliverable, "undeliverable")}{impaired}";
    }

    private static string Text(ImpairmentCounts counts) =>
        $"{counts.Lost} lost, {counts.Duplicated} duplicated, {counts.Reordered} reordered"
        + Some(counts.Overflowed, "overflowed");

    private static string Seed(RelayFlow flow) => flow.Seed is { } seed ? $", seed {seed}" : "";

    private static string Some(long count, string what) => count == 0 ? "" : $", {count} {what}";

    private static (string Name, object? Value)[] Fields(string direction, RelayFlow flow) =>
    [
        ($"{direction}_messages", flow.Messages), ($"{direction}_bytes", flow.Bytes),
        ($"{direction}_dropped", flow.Dropped), ($"{direction}_undeliverable", flow.Undeliverable),
        ($"{direction}_lost", flow.Impairment?.Lost), ($"{direction}_duplicated", flow.Impairment?.Duplicated),
        ($"{direction}_reordered", flow.Impairment?.Reordered),
        ($"{direction}_overflowed", flow.Impairment?.Overflowed), ($"{direction}_seed", flow.Seed),
    ];
}
