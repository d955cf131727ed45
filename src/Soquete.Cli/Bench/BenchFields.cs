using Soquete.Benchmarking;
using Soquete.Cli.Events;

namespace Soquete.Cli.Bench;

/// <summary>The parts of a measurement as fields of JSON, the same wherever they stand.</summary>
internal static class BenchFields
{
    private const int Decimals = 6;

    public static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, Decimals);

    public static JsonFields? Of(TcpInformation? tcp) => tcp is null ? null : new JsonFields(
        ("retransmissions", tcp.Retransmissions), ("rtt_us", Microseconds(tcp.RoundTrip)),
        ("rtt_variation_us", Microseconds(tcp.RoundTripVariation)),
        ("min_rtt_us", tcp.MinimumRoundTrip is { } least ? Microseconds(least) : null),
        ("congestion_window", tcp.CongestionWindow), ("congestion_window_bytes", tcp.CongestionWindowBytes),
        ("mss", tcp.MaximumSegment), ("path_mtu", tcp.PathMtu));

    public static JsonFields? Of(BenchmarkFlow? flow) => flow is null ? null : new JsonFields(
        ("bytes_sent", flow.BytesSent), ("bytes_received", flow.BytesReceived), ("seconds", Seconds(flow.Duration)),
        ("bits_per_second", Math.Round(flow.BitsPerSecond)), ("datagrams", Of(flow.Datagrams)));

    public static JsonFields Of(LatencyHistogram latency) => new(
    [
        ("count", latency.Count), ("min_us", Microseconds(latency.Minimum)), ("mean_us", Microseconds(latency.Mean)),
        ("deviation_us", Microseconds(latency.StandardDeviation)),
        .. BenchPercentile.All.Select(percentile =>
            (percentile.Field, (object?)Microseconds(latency.ValueAt(percentile.Value)))),
        ("max_us", Microseconds(latency.Maximum)),
    ]);

    public static JsonFields Of(HistogramRow row) => new(
        ("from_us", Microseconds(row.From)), ("to_us", Microseconds(row.To)), ("count", row.Count));

    public static JsonFields Of(CpuTime cpu, TimeSpan duration) => new(
        ("user_s", Seconds(cpu.User)), ("system_s", Seconds(cpu.System)),
        ("percent", duration > TimeSpan.Zero ? Math.Round(cpu.Total / duration * 100, 1) : null));

    public static JsonFields Of(BenchmarkConnection connection) => new(
    [
        .. connection.Association is { } association ? PeerFields.Of(association) : [],
        ("bytes_sent", connection.BytesSent), ("bytes_received", connection.BytesReceived),
        ("tcp", Of(connection.Tcp)), ("remote_tcp", Of(connection.RemoteTcp)),
    ]);

    private static JsonFields? Of(DatagramFlow? flow) => flow is null ? null : new JsonFields(
        ("sent", flow.Sent), ("received", flow.Received), ("lost", flow.Lost),
        ("lost_percent", Math.Round(flow.LostRatio * 100, Decimals)), ("reordered", flow.Reordered),
        ("duplicated", flow.Duplicated), ("jitter_us", Microseconds(flow.Jitter)));

    private static double Microseconds(TimeSpan time) => Microseconds(time.TotalNanoseconds);

    private static double Microseconds(double nanoseconds) => Math.Round(nanoseconds / 1000, 3);
}
