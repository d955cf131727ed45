using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.Portable;

/// <summary>A client of the unix domain that is bound to a longer name than its listener's.</summary>
public class LongPeerNameTests
{
    [Fact]
    public async Task Accept_WhenAPeersNameIsLongerThanTheListeners_ThenThePeerIsServed()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("unix:@q"));
        var name = $"@soquete-a-client-with-a-long-name-{Environment.ProcessId}";
        using var socket = new Socket(
            AddressFamily.Unix, SocketType.Stream, 0);
        socket.Bind(new UnixDomainSocketEndPoint(name.Replace('@', '\0')));
        socket.Connect(new UnixDomainSocketEndPoint("\0q"));
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Contains(name, server.Association.ToString(), StringComparison.Ordinal);
    }
}
