using System.Net;
using System.Text;
using Soquete.Addresses;
using Soquete.Datagrams;

namespace Soquete.Cli.Verbs.Tour.Parts;

/// <summary>What a role does with datagrams.</summary>
internal static class DatagramTalk
{
    /// <summary>More than any datagram of a stop has.</summary>
    private const int BufferBytes = 64;

    /// <summary>Binds the address that the tour gives. Nobody is told yet.</summary>
    public static async Task<DatagramSocket> BindAsync(this Part part) =>
        await part.BindAsync(await part.OrderedAsync(Order.Listen));

    public static async Task<DatagramSocket> BindAsync(this Part part, Address address) =>
        await DatagramSocket.BindAsync(address, part.Stopping);

    /// <summary>A socket with one peer; the kernel of this machine knows of it, and the peer does not.</summary>
    public static async Task<DatagramSocket> ConnectDatagramsAsync(this Part part, Address address)
    {
        var socket = await DatagramSocket.ConnectAsync(address, part.Stopping);
        part.Tell(socket.Association!);
        return socket;
    }

    public static ValueTask SendAsync(this Part part, DatagramSocket socket, string text) =>
        socket.SendAsync(Encoding.ASCII.GetBytes(text), part.Stopping);

    /// <summary>Sends to an address from a socket that is not connected.</summary>
    public static async Task SendToAsync(this Part part, DatagramSocket socket, Address to, string text)
    {
        var peer = await socket.ResolveAsync(to, part.Stopping);
        await socket.SendToAsync(Encoding.ASCII.GetBytes(text), peer, part.Stopping);
    }

    public static ValueTask ReplyAsync(this Part part, DatagramSocket socket, ReceivedDatagram to, string text) =>
        socket.ReplyAsync(Encoding.ASCII.GetBytes(text), to, part.Stopping);

    /// <summary>Receives one datagram, which has to hold this text and nothing else.</summary>
    public static async Task<ReceivedDatagram> ReceiveAsync(this Part part, DatagramSocket socket, string expected)
    {
        var (text, datagram) = await part.ReceiveAsync(socket);
        Expectation.Require(expected, text);
        return datagram;
    }

    /// <summary>Receives one datagram, whatever it says.</summary>
    public static async Task<(string Text, ReceivedDatagram Datagram)> ReceiveAsync(
        this Part part, DatagramSocket socket)
    {
        var buffer = new byte[BufferBytes];
        var datagram = await socket.ReceiveAsync(buffer, part.Stopping);
        return (Encoding.ASCII.GetString(buffer, 0, datagram.Count), datagram);
    }

    /// <summary>Reports whom a datagram joins, without a connection: whom it came to, and from whom.</summary>
    public static void TellSource(this Part part, DatagramSocket socket, in ReceivedDatagram datagram)
    {
        var local = datagram.LocalAddress is { } address
            ? new DatagramPeer(new IPEndPoint(address, socket.LocalEnds[0].Port!.Value)).End
            : socket.LocalEnds[0];
        part.Tell(new Association(ProtocolOf(socket), local, datagram.Source.End));
    }

    /// <summary>Reports the same from the other side, where an address was sent to.</summary>
    public static async Task TellReceiverAsync(this Part part, DatagramSocket socket, Address to)
    {
        var peer = await socket.ResolveAsync(to, part.Stopping);
        part.Tell(new Association(ProtocolOf(socket), socket.LocalEnds[0], peer.End));
    }

    private static string ProtocolOf(DatagramSocket socket) =>
        socket.Address is UdpAddress ? "udp" : socket.Address.Scheme;
}
