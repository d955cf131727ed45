using Soquete.Addresses;

namespace Soquete.Cli.Events;

/// <summary>How every kind of listener says where it listens.</summary>
internal static class ListeningText
{
    /// <summary>What a peer connects or sends to: the options of a listener would be refused there.</summary>
    public static string AddressOf(Address address) => (address switch
    {
        TcpAddress tcp => new TcpAddress(tcp.Host, tcp.Port, tcp.Family),
        UdpAddress udp => new UdpAddress(udp.Host, udp.Port, udp.Family),
        RawAddress raw => new RawAddress(raw.ProtocolNumber, raw.Host, raw.Family),
        UnixAddress unix => new UnixAddress(unix.Name),
        UnixDatagramAddress unix => new UnixDatagramAddress(unix.Name),
        UnixSequencedPacketAddress unix => new UnixSequencedPacketAddress(unix.Name),
        VsockAddress vsock => new VsockAddress(vsock.Cid, vsock.Port),
        _ => address,
    }).ToString();

    public static CommandEvent EventFor(
        string address, IReadOnlyList<SocketEnd> ends, string remark, bool isOpenToOthers)
    {
        var texts = ends.Select(end => end.ToString()).ToArray();
        var shown = address.Contains(texts[0], StringComparison.Ordinal) ? "" : $" ({string.Join(" and ", texts)})";
        var open = isOpenToOthers ? ", open to other machines" : "";
        return new CommandEvent("listening", $"listening on {address}{shown}{remark}{open}")
        {
            Fields = FieldsOf(address, ends, isOpenToOthers),
        };
    }

    public static (string Name, object? Value)[] FieldsOf(
        string address, IReadOnlyList<SocketEnd> ends, bool isOpenToOthers) =>
    [
        ("address", address), ("ends", ends.Select(end => end.ToString()).ToArray()),
        ("open_to_others", isOpenToOthers),
    ];
}
