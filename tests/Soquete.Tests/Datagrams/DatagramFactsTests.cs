using System.Globalization;
using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Datagrams;

/// <summary>What the kernel tells of each datagram.</summary>
public class DatagramFactsTests
{
    /// <summary>Sends with an octet of codepoint and ECN, and with a TTL or hop limit.</summary>
    private const string Sender = """
        import socket, sys
        host, port, octet, ttl = sys.argv[1], *map(int, sys.argv[2:])
        inet6 = ":" in host
        s = socket.socket(socket.AF_INET6 if inet6 else socket.AF_INET, socket.SOCK_DGRAM)
        level, tos, hops = (41, 67, 16) if inet6 else (0, socket.IP_TOS, socket.IP_TTL)
        s.setsockopt(level, tos, octet)
        s.setsockopt(level, hops, ttl)
        s.sendto(b"marked", (host, port))
        """;

    [Theory]
    [InlineData("udp4:0", "127.0.0.1")]
    [InlineData("udp6:0", "::1")]
    [InlineData("udp:*:0", "127.0.0.1")]
    [InlineData("udp:*:0", "::1")]
    public async Task Receive_WhenAForeignSenderMarksItsDatagrams_ThenTheMarksAreTold(string address, string host)
    {
        await using var bound = await BindAsync(address);
        for (var ecn = 0; ecn < 4; ecn++)
        {
            var octet = Text((26 << 2) | ecn);
            await using var sender = Child.Start(
                "python3", "-c", Sender, host, Text(bound.Port()), octet, Text(9 + ecn));
            await sender.EndAsync(0);
            var (datagram, text) = await bound.ReceiveWholeAsync();
            Assert.Equal(("marked", 26, ecn, 9 + ecn), (text, datagram.Dscp, datagram.Ecn, datagram.TimeToLive));
            Assert.Equal(IPAddress.Parse(host), datagram.LocalAddress);
            Assert.Equal(IPAddress.Parse(host), datagram.Source.End.Address);
            Assert.Equal((1, "lo"), (datagram.InterfaceIndex, datagram.InterfaceName));
        }
    }

    [Theory]
    [InlineData("udp4")]
    [InlineData("udp6")]
    public async Task Receive_WhenOneOfOursMarksItsDatagrams_ThenTheMarksAreTold(string scheme)
    {
        await using var bound = await BindAsync($"{scheme}:0");
        await using var plain = await ConnectAsync($"{scheme}:{bound.Port()}");
        await using var marked = await ConnectAsync($"{scheme}:{bound.Port()},dscp=ef,ttl=7");
        await plain.SendTextAsync("plain");
        var (first, _) = await bound.ReceiveWholeAsync();
        Assert.Equal((0, 0, 64), (first.Dscp, first.Ecn, first.TimeToLive));
        using var batch = new DatagramBatch();
        for (var i = 0; i < 4; i++)
        {
            batch.TryAdd("marked"u8);
        }

        await marked.SendAsync(batch).Soon();
        for (var seen = 0; seen < 4;)
        {
            await bound.ReceiveAsync(batch).Soon();
            foreach (var entry in batch)
            {
                var details = entry.Details;
                Assert.Equal((46, 0, 7, 1), (details.Dscp, details.Ecn, details.TimeToLive, details.InterfaceIndex));
                seen++;
            }
        }
    }

    [Theory]
    [InlineData("udp4")]
    [InlineData("udp6")]
    public async Task Timestamp_WhenItIsAskedFor_ThenItIsTheKernels(string scheme)
    {
        await using var plain = await BindAsync($"{scheme}:0");
        await using var stamped = await BindAsync($"{scheme}:0,timestamps");
        var clock = TimeSpan.FromMilliseconds(100);
        var before = DateTimeOffset.UtcNow - clock;
        foreach (var bound in new[] { plain, stamped })
        {
            await using var sender = await ConnectAsync($"{scheme}:{bound.Port()}");
            await sender.SendTextAsync("when?");
        }

        Assert.Null((await plain.ReceiveWholeAsync()).Datagram.Timestamp);
        var told = (await stamped.ReceiveWholeAsync()).Datagram.Timestamp;
        Assert.InRange(told!.Value, before, DateTimeOffset.UtcNow + clock);
    }

    [Theory]
    [InlineData("unix-dgram:@{0}")]
    [InlineData("unix-dgram:@{0},credentials")]
    public async Task Receive_WhenInTheUnixDomain_ThenThereIsNothingOfIp(string text)
    {
        var address = string.Format(CultureInfo.InvariantCulture, text, $"soquete-{Guid.NewGuid():N}");
        await using var bound = await BindAsync(address);
        await using var sender = await ConnectAsync(address.Split(',')[0]);
        await sender.SendTextAsync("x");
        var (datagram, _) = await bound.ReceiveWholeAsync();
        Assert.Equal(
            (null, 0, null, null, null, null),
            (datagram.LocalAddress, datagram.InterfaceIndex, datagram.Dscp, datagram.Ecn, datagram.TimeToLive,
                datagram.Timestamp));
        Assert.Equal(text.EndsWith("credentials", StringComparison.Ordinal) ? Environment.ProcessId : null,
            datagram.Credentials?.ProcessId);
    }

    [RootFact]
    public async Task Receive_WhenItCameThroughALink_ThenTellsItsInterfaceAndAddress()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var bound = await pair.Right.BindAsync("udp:*:0");
        foreach (var asked in new[] { pair.Right.IPv4, pair.Right.IPv6, pair.Right.LinkLocal })
        {
            var zone = asked.IsIPv6LinkLocal ? $"%{pair.Left.Interface}" : "";
            var host = asked.GetAddressBytes().Length == 4 ? $"{asked}" : $"[{asked}{zone}]";
            await using var sender = await pair.Left.ConnectAsync($"udp:{host}:{bound.Port()}");
            await sender.SendTextAsync("through");
            var (datagram, _) = await bound.ReceiveWholeAsync();
            Assert.Equal((asked, pair.Right.Index), (datagram.LocalAddress, datagram.InterfaceIndex));
            // A connected socket hears its peer alone: the answer comes from the address that was asked.
            await bound.ReplyTextAsync("back", datagram);
            Assert.Equal("back", await sender.ReceiveTextAsync());
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task<DatagramSocket> BindAsync(string address) =>
        DatagramSocket.BindAsync(Address.Parse(address)).Soon();

    private static Task<DatagramSocket> ConnectAsync(string address) =>
        DatagramSocket.ConnectAsync(Address.Parse(address)).Soon();
}
