using System.Text.Json;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Json;

/// <summary>What the kernel tells of a socket.</summary>
internal static class SocketFields
{
    public static void Write(Utf8JsonWriter json, SocketEntry socket)
    {
        json.WriteIfAny("local", socket.LocalText);
        json.WriteIfAny("remote_address", socket.RemoteText);
        json.WriteString("state", MapLabel.Of(socket.State));
        json.WriteNumber(socket.IsListening ? "waiting" : "receive_queue", socket.ReceiveQueue);
        json.WriteNumber(socket.IsListening ? "backlog" : "send_queue", socket.SendQueue);
        if (socket.UserId is { } user)
        {
            json.WriteNumber("uid", user);
        }

        json.WriteIfAny("netns", socket.NetworkNamespace);
        json.WriteIfAny("cookie", socket.Cookie);
        WriteOwn(json, socket);
        if (socket.Memory is { } memory)
        {
            Write(json, memory);
        }
    }

    private static void WriteOwn(Utf8JsonWriter json, SocketEntry socket)
    {
        switch (socket)
        {
            case InternetSocketEntry internet:
                Write(json, internet);
                break;
            case UnixSocketEntry unix:
                json.WriteIfAny("peer_inode", (ulong)unix.PeerInode);
                json.WriteUnless("shut_for_receiving", unix.IsShutForReceiving, usual: false);
                json.WriteUnless("shut_for_sending", unix.IsShutForSending, usual: false);
                break;
            case PacketSocketEntry packet:
                json.WriteIfAny("interface", packet.Interface);
                json.WriteNumber("protocol", packet.Protocol);
                break;
            case NetlinkSocketEntry netlink:
                json.WriteNumber("protocol", netlink.Protocol);
                json.WriteNumber("port_id", netlink.PortId);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, InternetSocketEntry socket)
    {
        json.WriteIfAny("interface_index", (ulong)socket.InterfaceIndex);
        json.WriteUnless("ipv6_only", socket.IsIPv6Only, usual: false);
        json.WriteIfAny("mark", socket.Mark);
        if (socket.Tcp is { } tcp)
        {
            json.WriteStartObject("tcp");
            Write(json, tcp);
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, TcpStatus tcp)
    {
        json.WriteMilliseconds("rtt_ms", tcp.RoundTrip);
        json.WriteMilliseconds("rtt_variation_ms", tcp.RoundTripVariation);
        json.WriteNumber("cwnd", tcp.CongestionWindow);
        json.WriteNumber("mss", tcp.SegmentSize);
        json.WriteNumber("retransmissions", tcp.Retransmissions);
        json.WriteNumber("retransmitting", tcp.Retransmitting);
        json.WriteNumber("bytes_acknowledged", tcp.BytesAcknowledged);
        json.WriteNumber("bytes_received", tcp.BytesReceived);
        json.WriteMilliseconds("since_sent_ms", tcp.SinceSent);
        json.WriteMilliseconds("since_received_ms", tcp.SinceReceived);
        json.WriteMilliseconds("since_heard_ms", tcp.SinceHeard);
        json.WriteIfAny("delivery_rate", tcp.DeliveryRate);
        json.WriteIfAny("congestion_control", tcp.CongestionControl);
    }

    private static void Write(Utf8JsonWriter json, SocketMemory memory)
    {
        json.WriteStartObject("memory");
        json.WriteNumber("receive", memory.ReceiveBytes);
        json.WriteNumber("receive_limit", memory.ReceiveLimit);
        json.WriteNumber("send", memory.SendBytes);
        json.WriteNumber("send_limit", memory.SendLimit);
        json.WriteNumber("queued", memory.QueuedBytes);
        json.WriteNumber("backlog", memory.BacklogBytes);
        json.WriteNumber("drops", memory.Drops);
        json.WriteEndObject();
    }
}
