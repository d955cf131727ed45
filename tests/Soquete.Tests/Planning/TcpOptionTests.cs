using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Streams;
using Soquete.Tests.Support;
using SocketOption = Soquete.Interop.SocketOption;

namespace Soquete.Tests.Planning;

/// <summary>
/// What an address asks for is what the kernel says it has, at the connector and at what a listener accepts.
/// </summary>
public class TcpOptionTests
{
    private static readonly Dictionary<string, SocketOption> Options = new()
    {
        ["TCP_NODELAY"] = SocketOption.TcpNoDelay,
        ["SO_KEEPALIVE"] = SocketOption.SoKeepAlive,
        ["TCP_KEEPIDLE"] = SocketOption.TcpKeepIdle,
        ["TCP_KEEPINTVL"] = SocketOption.TcpKeepIntvl,
        ["TCP_KEEPCNT"] = SocketOption.TcpKeepCnt,
        ["TCP_USER_TIMEOUT"] = SocketOption.TcpUserTimeout,
        ["IP_TOS"] = SocketOption.IpTos,
        ["IPV6_TCLASS"] = SocketOption.Ipv6TClass,
        ["SO_SNDBUF"] = SocketOption.SoSndBuf,
        ["SO_RCVBUF"] = SocketOption.SoRcvBuf,
    };

    [Theory]
    [InlineData("", "TCP_NODELAY", 1)]
    [InlineData(",nodelay", "TCP_NODELAY", 1)]
    [InlineData(",nodelay=off", "TCP_NODELAY", 0)]
    [InlineData("", "SO_KEEPALIVE", 0)]
    [InlineData(",keepalive", "SO_KEEPALIVE", 1)]
    [InlineData(",keepalive-idle=17s", "SO_KEEPALIVE", 1)]
    [InlineData(",keepalive-idle=17s", "TCP_KEEPIDLE", 17)]
    [InlineData(",keepalive-interval=3s", "TCP_KEEPINTVL", 3)]
    [InlineData(",keepalive-interval=3s", "SO_KEEPALIVE", 1)]
    [InlineData(",keepalive-count=5", "TCP_KEEPCNT", 5)]
    [InlineData(",keepalive-count=5,keepalive=off", "SO_KEEPALIVE", 0)]
    [InlineData(",user-timeout=1500ms", "TCP_USER_TIMEOUT", 1500)]
    [InlineData(",dscp=ef", "IP_TOS", 46 << 2)]
    [InlineData(",dscp=1", "IP_TOS", 1 << 2)]
    [InlineData(",send-buffer=64k", "SO_SNDBUF", 2 * 65536)]
    [InlineData(",receive-buffer=128k", "SO_RCVBUF", 2 * 131072)]
    public async Task Option_WhenItIsAskedFor_ThenTheKernelHasItAtBothEnds(string options, string name, int value)
    {
        foreach (var scheme in new[] { "tcp4", "tcp6" })
        {
            await using var pair = await OpenAsync($"{scheme}:0{options}", options);
            Assert.Equal(value, Read(pair.Client, Options[name]));
            Assert.Equal(value, Read(pair.Server, Options[name]));
        }
    }

    [Fact]
    public async Task Dscp_WhenOverIPv6_ThenIsItsTrafficClass()
    {
        await using var pair = await OpenAsync("tcp6:0,dscp=af41", ",dscp=af41");
        Assert.Equal(34 << 2, Read(pair.Client, SocketOption.Ipv6TClass));
        Assert.Equal(34 << 2, Read(pair.Server, SocketOption.Ipv6TClass));
    }

    [Fact]
    public async Task Congestion_WhenItIsAskedFor_ThenSsShowsItAtBothEnds()
    {
        await using var pair = await OpenAsync(
            "tcp4:0,congestion=reno,keepalive-idle=1000s", ",congestion=reno,keepalive-idle=1000s");
        var port = pair.Client.Association.Local.Port;
        var lines = await Child.RunAsync($"ss -tinoHO '( sport = :{port} or dport = :{port} )'");
        var rows = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.Contains(" reno ", row));
        Assert.All(rows, row => Assert.Matches(@"timer:\(keepalive,1[56]min", row));
    }

    [Fact]
    public async Task Interface_WhenItIsTheLoopback_ThenConnectsAndWhenItIsNoneSaysSo()
    {
        await using var pair = await OpenAsync("tcp4:0,interface=lo", ",interface=lo");
        await pair.Client.SendTextAsync("x");
        Assert.Equal("x", await pair.Server.ReceiveTextAsync(1));
        var e = await Assert.ThrowsAnyAsync<SoqueteException>(
            () => StreamConnection.ConnectAsync(Address.Parse("tcp4:127.0.0.1:9,interface=nosuchif")).Soon());
        Assert.Contains("(setsockopt SO_BINDTODEVICE: ENODEV); no interface has that name", e.Message);
    }

    [Fact]
    public async Task Congestion_WhenTheKernelLacksIt_ThenSaysSo()
    {
        var e = await Assert.ThrowsAsync<SoqueteException>(
            async () => await StreamListener.ListenAsync(Address.Parse("tcp4:0,congestion=nosuch")));
        Assert.Contains("(setsockopt TCP_CONGESTION: ENOENT); the kernel lacks that algorithm", e.Message);
    }

    [Theory]
    [InlineData("", 4096)]
    [InlineData(",backlog=7", 7)]
    public async Task Backlog_WhenListening_ThenSsShowsIt(string options, int backlog)
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"tcp4:0{options}"));
        var row = await Child.RunAsync($"ss -tlnH 'sport = :{listener.LocalEnds[0].Port}'");
        Assert.Equal(
            backlog.ToString(System.Globalization.CultureInfo.InvariantCulture),
            row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]);
    }

    [Fact]
    public async Task Sockets_WhenOpened_ThenAreKeptFromChildren()
    {
        await using var pair = await OpenAsync("tcp4:0", "");
        var (client, server) = (pair.Client.Transport.OutputHandle!, pair.Server.Transport.OutputHandle!);
        foreach (var number in new[] { client, server }.Select(handle => handle.DangerousGetHandle()))
        {
            var flags = (await File.ReadAllLinesAsync($"/proc/self/fdinfo/{number}"))
                .Single(line => line.StartsWith("flags:", StringComparison.Ordinal));
            Assert.Equal(0x80000, Convert.ToInt32(flags[6..].Trim(), 8) & 0x80000);
        }
    }

    private static async Task<Engines.ConnectionPair> OpenAsync(string listen, string connectOptions)
    {
        var listener = await StreamListener.ListenAsync(Address.Parse(listen));
        var target = listener.Address.ToString().Split(',')[0];
        var client = await StreamConnection.ConnectAsync(Address.Parse(target + connectOptions)).Soon();
        return new Engines.ConnectionPair(listener, client, await listener.AcceptAsync().Soon());
    }

    private static int Read(StreamConnection connection, SocketOption option)
    {
        Assert.Equal(
            Errno.None,
            NativeSocket.GetOption((SafeSocketHandle)connection.Transport.OutputHandle!, option, out var value));
        return value;
    }
}
