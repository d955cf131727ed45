using System.Net;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <content>Who talks to whom.</content>
public sealed partial class DatagramSocket
{
    /// <summary>Who sent a datagram that this socket received, and to which of its ends.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <returns>
    /// Its local end is the address that the datagram was sent to, which on a socket for every address is more than
    /// <see cref="LocalEnds"/> tell: one of this machine's, a group's or a broadcast address.
    /// </returns>
    public Association AssociationOf(in ReceivedDatagram datagram)
    {
        var local = datagram.LocalAddress is { } address && LocalEnds[0].Port is { } port
            ? SocketEnd.Of(SocketName.FromInternet(new IPEndPoint(address, port)))
            : LocalEnds[0];
        return new Association(Protocol, local, datagram.Source.End);
    }
}
