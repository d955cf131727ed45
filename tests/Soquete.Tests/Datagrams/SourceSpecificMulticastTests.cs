using System.Net;
using Soquete.Datagrams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Datagrams;

/// <summary>Groups of named sources (RFC 4607), between two hosts.</summary>
public class SourceSpecificMulticastTests
{
    [RootTheory]
    [InlineData("udp4:232.1.2.3", "")]
    [InlineData("udp6:[ff3e::1234]", "")]
    [InlineData("udp4:*", "join=232.1.2.3,")]
    [InlineData("udp6:*", "join=ff3e::1234,")]
    [InlineData("udp:*", "join=232.1.2.3,")]
    public async Task Receive_WhenASourceIsNamed_ThenNoOtherOneIsHeard(string bind, string join)
    {
        await using var pair = await VethPair.CreateAsync();
        var isInet6 = (bind + join).Contains("ff3e", StringComparison.Ordinal);
        var stranger = await AddAddressAsync(pair.Left, isInet6);
        var source = isInet6 ? pair.Left.IPv6 : pair.Left.IPv4;
        await using var receiver = await pair.Right.BindAsync(
            $"{bind}:0,{join}source={source},multicast-interface={pair.Right.Interface}");
        var group = IPAddress.Parse(isInet6 ? "ff3e::1234" : "232.1.2.3");
        await using var unwelcome = await FromAsync(pair.Left, stranger);
        await using var welcome = await FromAsync(pair.Left, source);
        var to = new DatagramPeer(new IPEndPoint(group, receiver.Port()));
        // A link keeps the order: what was let through of the first would come first.
        await unwelcome.SendTextToAsync("from a stranger", to);
        await welcome.SendTextToAsync("from the source", to);
        var (datagram, text) = await receiver.ReceiveWholeAsync();
        Assert.Equal(("from the source", source), (text, datagram.Source.End.Address));

        receiver.Join(group, stranger, pair.Right.Index);
        await unwelcome.SendTextToAsync("no stranger any more", to);
        Assert.Equal("no stranger any more", await receiver.ReceiveTextAsync());
        receiver.Leave(group, stranger, pair.Right.Index);
        await unwelcome.SendTextToAsync("again a stranger", to);
        await welcome.SendTextToAsync("the source again", to);
        Assert.Equal("the source again", await receiver.ReceiveTextAsync());
        Assert.Equal(3, receiver.DatagramsReceived);
    }

    private static Task<DatagramSocket> FromAsync(LinkEnd end, IPAddress address)
    {
        var host = address.GetAddressBytes().Length == 4 ? $"udp4:{address}" : $"udp6:[{address}]";
        return end.BindAsync($"{host}:0,multicast-interface={end.Interface}");
    }

    /// <summary>One more address of the same host, which datagrams can come from.</summary>
    private static async Task<IPAddress> AddAddressAsync(LinkEnd end, bool isInet6)
    {
        var bytes = (isInet6 ? end.IPv6 : end.IPv4).GetAddressBytes();
        bytes[^1] = 77;
        var added = new IPAddress(bytes);
        await end.Namespace.IpAsync(
            $"address add {added}/{(isInet6 ? "64" : "24")} dev {end.Interface}{(isInet6 ? " nodad" : "")}\n");
        return added;
    }
}
