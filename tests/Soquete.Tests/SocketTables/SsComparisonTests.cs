using System.Globalization;
using Soquete.SocketTables;
using Soquete.Tests.Support;

namespace Soquete.Tests.SocketTables;

/// <summary>The sockets of one process of many kinds, compared with what ss(8) tells, count for count.</summary>
public class SsComparisonTests(SocketZoo zoo) : IClassFixture<SocketZoo>
{
    [RootFact]
    public async Task Internet_WhenComparedWithSs_ThenEachSocketIsTheSame()
    {
        var rows = await SsRow.ReadAsync(zoo.Inside, "-tu");
        var entries = zoo.Table.Sockets.OfType<InternetSocketEntry>()
            .Where(entry => entry.Family is SocketFamilies.Tcp or SocketFamilies.Udp).ToList();
        // ss does not ask for sockets of TCP that are bound and no more.
        var bound = Assert.Single(
            entries, entry => entry is { Family: SocketFamilies.Tcp, State: SocketState.Unconnected });
        Assert.Equal(("127.0.0.1:5005", ""), (bound.LocalText, bound.RemoteText));
        entries.Remove(bound);
        Assert.Equal(rows.Count, entries.Count);
        // A timer of TCP's may free some memory in between.
        var later = Tables.Inside(zoo.Inside).Sockets.ToLookup(entry => entry.Cookie, entry => entry.Memory);
        foreach (var row in rows)
        {
            var entry = Assert.Single(entries, each => each.Cookie == row.Cookie);
            Assert.Equal(row.Kind, entry.Family == SocketFamilies.Tcp ? "tcp" : "udp");
            Assert.Equal(row.State, SsRow.NameOf(entry.State));
            Assert.Equal((row.Received, row.Sent), (entry.ReceiveQueue, entry.SendQueue));
            Assert.Equal(row.Inode, entry.Inode);
            Assert.Contains(row.Memory, later[row.Cookie].Append(entry.Memory).Select(SsRow.TextOf));
            Assert.Equal(row.Local, TextOf(entry, entry.LocalName));
            Assert.Equal(row.Peer, TextOf(entry, entry.RemoteName));
            Assert.Equal(row.Find("fwmark:(0x[0-9a-f]+)"), entry.Mark is { } mark ? $"0x{mark:x}" : null);
        }
    }

    [RootFact]
    public async Task Tcp_WhenComparedWithSs_ThenItFaresTheSame()
    {
        var rows = await SsRow.ReadAsync(zoo.Inside, "-tu");
        var compared = 0;
        foreach (var entry in zoo.Table.Sockets.OfType<InternetSocketEntry>())
        {
            if (entry.Tcp is not { } tcp)
            {
                continue;
            }

            var row = Assert.Single(rows, each => each.Cookie == entry.Cookie);
            if (entry.State == SocketState.SynSent)
            {
                Assert.Null(tcp.RoundTrip);
                continue;
            }

            compared++;
            Assert.Equal(row.Find(" rtt:([0-9.]+)/"), Milliseconds(tcp.RoundTrip));
            Assert.Equal(row.Find(" rtt:[0-9.]+/([0-9.]+)"), Milliseconds(tcp.RoundTripVariation));
            Assert.Equal(Number(row.Find(" cwnd:([0-9]+)")), tcp.CongestionWindow);
            Assert.Equal(Number(row.Find(" mss:([0-9]+)")), tcp.SegmentSize);
            Assert.Equal(Number(row.Find(" bytes_acked:([0-9]+)")), tcp.BytesAcknowledged);
            Assert.Equal(Number(row.Find(" bytes_received:([0-9]+)")), tcp.BytesReceived);
            Assert.Equal(Number(row.Find(" data_segs_out:([0-9]+)")) > 0, tcp.SinceSent is not null);
            Assert.Equal(Number(row.Find(" data_segs_in:([0-9]+)")) > 0, tcp.SinceReceived is not null);
            Assert.Equal(Number(row.Find(" delivery_rate ([0-9]+)bps")), tcp.DeliveryRate * 8);
            Assert.Contains($" {tcp.CongestionControl} ", row.Rest, StringComparison.Ordinal);
        }

        Assert.InRange(compared, 10, 30);
        Assert.DoesNotContain(
            zoo.Table.Sockets, socket => socket is InternetSocketEntry { IsListening: true, Tcp: not null });
    }

    [RootFact]
    public async Task Unix_WhenComparedWithSs_ThenEachSocketIsTheSame()
    {
        var rows = await SsRow.ReadAsync(zoo.Inside, "-x", columns: 2);
        var entries = zoo.Table.Sockets.OfType<UnixSocketEntry>().ToList();
        Assert.Equal(rows.Count, entries.Count);
        foreach (var row in rows)
        {
            var local = row.Local.Split(' ');
            var entry = Assert.Single(
                entries, each => each.Inode == uint.Parse(local[1], CultureInfo.InvariantCulture));
            Assert.Equal(row.State, SsRow.NameOf(entry.State));
            Assert.Equal((row.Received, row.Sent), (entry.ReceiveQueue, entry.SendQueue));
            Assert.Equal(row.Memory, SsRow.TextOf(entry.Memory));
            Assert.Equal(row.Peer.Split(' ')[1], entry.PeerInode.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(
                row.Kind,
                entry.Type switch
                {
                    System.Net.Sockets.SocketType.Stream => "u_str",
                    System.Net.Sockets.SocketType.Dgram => "u_dgr",
                    _ => "u_seq",
                });
            Assert.Equal(local[0] == "*", entry.Name is null);
        }
    }

    [RootFact]
    public async Task Packet_WhenComparedWithSs_ThenEachSocketIsTheSame()
    {
        var rows = await SsRow.ReadAsync(zoo.Inside, "-0");
        var entries = zoo.Table.Sockets.OfType<PacketSocketEntry>().ToList();
        Assert.Equal(2, entries.Count);
        Assert.Equal(
            rows.Select(row => (row.Cookie, row.Inode, row.Memory)).Order(),
            entries.Select(entry => (entry.Cookie, entry.Inode, SsRow.TextOf(entry.Memory))).Order());
        Assert.Equal(["*:0x0003", "lo:0x88b5"], entries.Select(entry => entry.LocalText).Order(StringComparer.Ordinal));
    }

    [RootFact]
    public async Task Netlink_WhenComparedWithSs_ThenEachSocketIsTheSame()
    {
        const int Diagnostics = 4;
        var (_, output, _) = await Tests.Interop.Peer.RunAsync("ip", zoo.Inside.Words("ss", "-HOnam", "-f", "netlink"));
        // Who asks has a socket of his own. The kernel tells twice of those that joined a group, and ss says so twice.
        var expected = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3])
            .Where(name => !name.StartsWith($"{Diagnostics}:", StringComparison.Ordinal));
        Assert.Equal(
            expected.Distinct().Order(StringComparer.Ordinal),
            zoo.Table.Sockets.OfType<NetlinkSocketEntry>().Where(entry => entry.Protocol != Diagnostics)
                .Select(entry => entry.LocalText).Order(StringComparer.Ordinal));
    }

    [RootFact]
    public void Raw_WhenTheKernelHasNoDiagnosticsOfThem_ThenTheirFilesTell()
    {
        var entries = zoo.Table.Sockets.OfType<InternetSocketEntry>()
            .Where(entry => entry.Family == SocketFamilies.Raw).OrderBy(entry => entry.LocalName.Port).ToList();
        Assert.Equal(["127.0.0.1:253", "[::]:254"], entries.Select(entry => entry.LocalText));
        Assert.All(entries, entry => Assert.NotEqual(0u, entry.Inode));
        Assert.DoesNotContain(zoo.Table.Gaps, gap => gap.What.Contains("raw", StringComparison.Ordinal));
    }

    private static string TextOf(InternetSocketEntry entry, InternetName name)
    {
        var port = name.Port == 0 ? "*" : name.Port.ToString(CultureInfo.InvariantCulture);
        var address = name.ToEndPoint().Address.ToString();
        var any = name.IsIPv6 && name.IsAny && !entry.IsIPv6Only;
        return any ? $"*:{port}" : name.IsIPv6 ? $"[{address}]:{port}" : $"{address}:{port}";
    }

    private static string? Milliseconds(TimeSpan? time) => time is { } measured
        ? measured.TotalMilliseconds.ToString("G6", CultureInfo.InvariantCulture)
        : null;

    /// <summary>ss leaves out what is 0.</summary>
    private static ulong Number(string? text) => text is null ? 0 : ulong.Parse(text, CultureInfo.InvariantCulture);
}
