using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Listening;
using Soquete.Peers;
using Soquete.Planning;

namespace Soquete.Messages;

/// <summary>Opens an address as the connecting side. A new scheme of messages registers itself here.</summary>
internal static class MessageConnector
{
    public static async ValueTask<MessageConnection> ConnectAsync(
        Address address, Engine engine, CancellationToken cancellationToken)
    {
        var packets = Require(address, AddressRole.Connect);
        var transport = await UnixKnock.ConnectAsync(packets, engine, cancellationToken).ConfigureAwait(false);
        var socket = (SafeSocketHandle)transport.OutputHandle!;
        NativeSocket.LocalName(socket, out var local);
        var association = ConnectedSocket.Of(local, UnixPlan.NameOf(packets), SocketKind.SeqPacket);
        return MessageConnection.OfConnected(
            new AcceptedPeer(
                transport, new PeerIdentity(association, PeerCredentials.Of(socket)), packets.IdleTimeout, engine));
    }

    /// <exception cref="AddressFormatException">
    /// It has no messages, or an option that is of no use in that part.
    /// </exception>
    public static UnixSequencedPacketAddress Require(Address address, AddressRole role)
    {
        if (address is not UnixSequencedPacketAddress packets)
        {
            throw new AddressFormatException(
                address.ToString(), $"{address.Scheme} has no connections that keep messages: unix-seqpacket has");
        }

        RoleCheck.Require(packets, role);
        return packets;
    }
}
