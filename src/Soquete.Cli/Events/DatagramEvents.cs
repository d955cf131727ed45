using System.Globalization;
using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Datagrams.Serving;

namespace Soquete.Cli.Events;

/// <summary>What happens to datagram sockets, in the words and the fields that docs/command.md promises.</summary>
internal static class DatagramEvents
{
    public static CommandEvent Listening(DatagramSocket socket)
    {
        var address = ListeningText.AddressOf(socket.Address);
        string[] groups = socket.Address is UdpAddress udp ? [.. GroupsOf(udp)] : [];
        var joined = groups.Length == 0 ? "" : $", in group {string.Join(" and ", groups)}";
        return ListeningText.EventFor(address, socket.LocalEnds, joined, socket.IsOpenToOthers) with
        {
            Fields =
            [
                .. ListeningText.FieldsOf(address, socket.LocalEnds, socket.IsOpenToOthers),
                ("groups", groups.Length == 0 ? null : groups),
            ],
        };
    }

    /// <summary>Datagrams can be sent: to one peer, or to all that an address means.</summary>
    public static CommandEvent Connected(DatagramSocket socket, Address address) => socket.Association is { } peer
        ? new CommandEvent("connected", $"connected {peer}")
        {
            Importance = Importance.Detail, Fields = PeerFields.Of(peer),
        }
        : new CommandEvent("connected", $"sending from {socket.LocalEnds[0]} to {address}")
        {
            Importance = Importance.Detail,
            Fields =
            [
                ("protocol", "udp"), ("local", socket.LocalEnds[0].ToString()), ("remote", address.ToString()),
            ],
        };

    public static CommandEvent Ended(DatagramSocket socket, Address address, Exception? failure)
    {
        var what = socket.Association?.ToString() ?? address.ToString();
        var passed = $"{Count(socket.DatagramsReceived)} received, {Count(socket.DatagramsSent)} sent";
        return new CommandEvent(
            "ended", failure is null ? $"ended {what}: {passed}" : $"ended {what}: {failure.Message} ({passed})")
        {
            Importance = Importance.Detail,
            Fields =
            [
                .. Connected(socket, address).Fields,
                ("received", socket.BytesReceived), ("sent", socket.BytesSent),
                ("datagrams_received", socket.DatagramsReceived), ("datagrams_sent", socket.DatagramsSent),
                ("failure", failure?.Message), ("errno", (failure as SoqueteException)?.ErrorName),
            ],
        };
    }

    /// <summary>One datagram, with all that the kernel knows of it.</summary>
    public static CommandEvent Datagram(DatagramSocket socket, in ReceivedDatagram datagram)
    {
        var to = socket.AssociationOf(datagram).Local.ToString();
        var cut = datagram.IsTruncated ? $", of which {datagram.Count} fitted" : "";
        var line = $"datagram from {SenderOf(datagram)} to {to}: {Bytes(datagram.Length)}{cut}";
        return new CommandEvent("datagram", line)
        {
            Importance = Importance.Detail,
            Fields =
            [
                ("from", datagram.Source.ToString()), ("to", to),
                ("interface", datagram.InterfaceName), ("ttl", datagram.TimeToLive),
                ("dscp", datagram.Dscp), ("ecn", datagram.Ecn),
                ("length", datagram.Length), ("truncated", datagram.IsTruncated),
                ("timestamp", datagram.Timestamp?.ToString("O", CultureInfo.InvariantCulture)),
                ("descriptors", datagram.Descriptors?.Count),
                .. PeerFields.Of(datagram.Credentials),
            ],
        };
    }

    /// <summary>A part of one is gone. Nobody has to ask to be told that.</summary>
    public static CommandEvent Truncated(string from, int count, int length) =>
        new("truncated", $"truncated: the first {count} of {length} bytes from {from} are here, the rest is lost")
        {
            Importance = Importance.Asked, Fields = [("from", from), ("received", count), ("length", length)],
        };

    /// <summary>A peer is served by a process of its own.</summary>
    public static CommandEvent SessionBegun(DatagramSession session) =>
        new("session", $"session {session.Association}")
        {
            Importance = Importance.Detail, Fields = PeerFields.Of(session.Association),
        };

    /// <summary>A session is over. One that failed, or that lost something, is told to everyone.</summary>
    public static CommandEvent SessionEnded(DatagramSession session, Exception? failure)
    {
        var lost = session.DatagramsDropped > 0 ? $", {Count(session.DatagramsDropped)} dropped" : "";
        var why = failure is null ? "" : $": {failure.Message}";
        return new CommandEvent("session_ended", $"session ended {session.Association}{why}{lost}")
        {
            Importance = failure is null && lost.Length == 0 ? Importance.Detail : Importance.Normal,
            Fields =
            [
                .. PeerFields.Of(session.Association), ("dropped", session.DatagramsDropped),
                ("failure", failure?.Message), ("errno", (failure as SoqueteException)?.ErrorName),
            ],
        };
    }

    /// <summary>The network told that one did not arrive.</summary>
    public static CommandEvent Undeliverable(UndeliverableDatagram told)
    {
        var offender = told.Offender is null ? "" : $", as {told.Offender} says";
        var mtu = told.PathMtu is { } bytes ? $"; the path's MTU is {bytes} bytes" : "";
        return new CommandEvent(
            "undeliverable", $"undeliverable: a datagram to {told.Peer} ({told.ErrorName}{offender}{mtu})")
        {
            Fields =
            [
                ("to", told.Peer.ToString()), ("errno", told.ErrorName),
                ("offender", told.Offender?.ToString()), ("path_mtu", told.PathMtu),
            ],
        };
    }

    /// <summary>What was to be sent to a peer was not, and is not tried again.</summary>
    public static CommandEvent Unsent(string to, Exception failure) =>
        new("unsent", $"unsent: a datagram to {to} ({failure.Message})")
        {
            Fields =
            [
                ("to", to), ("failure", failure.Message), ("errno", (failure as SoqueteException)?.ErrorName),
            ],
        };

    /// <summary>A datagram was not served: it could not be answered, or its command did not end well.</summary>
    public static CommandEvent Failed(DatagramRequest request, Exception failure) =>
        new("unserved", $"unserved: a datagram from {SenderOf(request.Received)} ({failure.Message})")
        {
            Fields =
            [
                ("from", SenderOf(request.Received)), ("failure", failure.Message),
                ("errno", (failure as SoqueteException)?.ErrorName),
            ],
        };

    /// <summary>A datagram was left without an answer on purpose.</summary>
    public static CommandEvent Unanswered(DatagramRequest request)
    {
        var from = SenderOf(request.Received);
        return new CommandEvent("unanswered", $"unanswered: a datagram from {from}, a port of the system's")
        {
            Importance = Importance.Detail, Fields = [("from", from)],
        };
    }

    /// <summary>Who sent it: by name or, where it has none, by the process.</summary>
    public static string SenderOf(in ReceivedDatagram datagram) =>
        datagram.Source.Kind == DatagramPeerKind.Unbound && datagram.Credentials is { } credentials
            ? credentials.ToString()
            : datagram.Source.ToString();

    public static string Count(long datagrams) => datagrams == 1 ? "1 datagram" : $"{datagrams} datagrams";

    private static string Bytes(int count) => count == 1 ? "1 byte" : $"{count} bytes";

    private static IEnumerable<string> GroupsOf(UdpAddress address)
    {
        IEnumerable<IPAddress> host = address.IsMulticast ? [address.Host.Literal!] : [];
        return host.Concat(address.Join).Select(group => group.ToString());
    }
}
