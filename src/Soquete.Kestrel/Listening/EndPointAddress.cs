using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Kestrel.Listening;

/// <summary>The endpoints of .NET and the addresses of Soquete, each as the other.</summary>
internal static class EndPointAddress
{
    /// <summary>Where a name begins in a sockaddr_un: after its family (unix(7)).</summary>
    private const int UnixName = 2;

    public static Address Of(EndPoint endPoint, SoqueteTransportOptions options) => endPoint switch
    {
        IPEndPoint ip => WithDefaults(OfInternet(ip), options),
        UnixDomainSocketEndPoint unix => WithDefaults(new UnixAddress(NameOf(unix)), options),
        SoqueteEndPoint { Address: SocketEndAddress given } => WithDefaults(given, options),
        SoqueteEndPoint given => given.Address,
        FileHandleEndPoint file => DescriptorAddress.FromNumber(
            int.Parse(file.FileHandle.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"{endPoint.GetType()} is no endpoint of this transport"),
    };

    /// <summary>What a listener bound, in the kind of endpoint that was asked for.</summary>
    public static EndPoint Bound(EndPoint asked, StreamListener listener) => asked switch
    {
        UnixDomainSocketEndPoint => asked,
        SoqueteEndPoint => new SoqueteEndPoint(listener.Address, TextOf(listener)),
        _ => Of(listener.LocalEnds[0]) ?? asked,
    };

    /// <summary>An end of a connection; null for one without a name.</summary>
    public static EndPoint? Of(SocketEnd end) =>
        end is { Address: { } address, Port: { } port } ? new IPEndPoint(address, port)
        : end is { Cid: { } cid, VsockPort: { } number } ? new SoqueteEndPoint(new VsockAddress(cid, number))
        : end.Name is not { Length: > 0 } name ? null
        : new UnixDomainSocketEndPoint(name[0] == '@' ? "\0" + name[1..] : name);

    private static TcpAddress OfInternet(IPEndPoint end) =>
        new(Host.FromAddress(end.Address), Port.FromNumber(end.Port))
        {
            // Every address is meant, as with the server's own transports.
            IPv6Only = end.Address.Equals(IPAddress.IPv6Any) ? false : null,
        };

    private static SocketEndAddress WithDefaults(SocketEndAddress address, SoqueteTransportOptions options)
    {
        address = address with { Backlog = address.Backlog ?? options.Backlog };
        return address is TcpAddress tcp ? tcp with { NoDelay = tcp.NoDelay ?? options.NoDelay } : address;
    }

    /// <summary>
    /// An abstract name begins with a NUL in the kernel's words and with an <c>@</c> in ours and in .NET's, where a
    /// path may begin with one too: the bytes tell.
    /// </summary>
    private static string NameOf(UnixDomainSocketEndPoint endPoint)
    {
        var bytes = endPoint.Serialize().Buffer.Span[UnixName..];
        var end = bytes[1..].IndexOf((byte)0);
        var name = Encoding.UTF8.GetString(bytes[..(end < 0 ? bytes.Length : end + 1)]);
        return name[0] switch
        {
            '\0' => "@" + name[1..],
            '@' => "./" + name,
            _ => name,
        };
    }

    private static string TextOf(StreamListener listener) => listener switch
    {
        { LocalEnds: [{ Port: not null } only] } => only.ToString(),
        { LocalEnds: [{ Name: { } name }] } => $"unix:{name}",
        { Address: TcpAddress { Host.Kind: HostKind.Loopback } tcp } => $"localhost:{tcp.Port}",
        { Address: TcpAddress tcp } => $"{tcp.Host}:{tcp.Port}",
        _ => listener.Address.ToString(),
    };
}
