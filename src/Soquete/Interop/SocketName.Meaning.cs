using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Soquete.Interop;

/// <content>What a socket name means: an endpoint, a path, an abstract name, one line of text.</content>
internal readonly partial struct SocketName
{
    /// <summary>
    /// The pathname, without the NUL behind it; null where there is none. Bytes that are no UTF-8 become U+FFFD.
    /// </summary>
    public string? Path => HasPath ? Encoding.UTF8.GetString(PathBytes) : null;

    /// <summary>The name in the abstract namespace, without the NUL that marks it; null where there is none.</summary>
    public string? AbstractName => IsAbstract ? Encoding.UTF8.GetString(UnixBytes[1..]) : null;

    /// <summary>Whether it is a pathname, which is what a first byte other than NUL says.</summary>
    public bool HasPath => UnixBytes.Length > 0 && UnixBytes[0] != 0;

    /// <summary>Whether it is in the abstract namespace, which is what a first byte of NUL says.</summary>
    public bool IsAbstract => UnixBytes.Length > 0 && UnixBytes[0] == 0;

    /// <summary>All of <c>sun_path</c> that counts.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> UnixBytes => Domain == Interop.Domain.Unix ? Bytes[FamilyBytes..] : [];

    /// <summary>The pathname's bytes, which end before a NUL. A path of 108 bytes has none (unix(7), BUGS).</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> PathBytes
    {
        get
        {
            var path = UnixBytes;
            var end = path.IndexOf((byte)0);
            return end < 0 ? path : path[..end];
        }
    }

    /// <summary>The address and port of an internet name.</summary>
    public bool TryGetInternet([NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        var bytes = Bytes;
        endPoint = (Domain, Length) switch
        {
            (Interop.Domain.Inet, >= InetBytes) => new IPEndPoint(new IPAddress(bytes.Slice(4, 4)), PortOf(bytes)),
            (Interop.Domain.Inet6, >= Inet6Bytes) => new IPEndPoint(
                new IPAddress(bytes.Slice(8, 16), MemoryMarshal.Read<uint>(bytes[24..])), PortOf(bytes)),
            _ => null,
        };
        return endPoint is not null;
    }

    /// <summary>The address of an internet name without its port: <c>127.0.0.1</c>, <c>fe80::1%eth0</c>.</summary>
    public string? HostText => TryGetInternet(out var endPoint) ? TextOf(endPoint.Address) : null;

    /// <summary>
    /// The same name without its port: raw sockets have none, though the kernel shows their protocol there.
    /// </summary>
    public SocketName WithoutPort() => TryGetInternet(out var endPoint)
        ? FromInternet(new IPEndPoint(endPoint.Address, 0))
        : this;

    /// <summary>The same name for System.Net.Sockets; in the abstract namespace it starts with a NUL.</summary>
    /// <exception cref="NotSupportedException">It is of another family, or longer than .NET takes.</exception>
    public EndPoint ToEndPoint()
    {
        if (TryGetInternet(out var endPoint))
        {
            return endPoint;
        }

        if (Domain != Interop.Domain.Unix || UnixBytes.Length > MaxPathBytes + 1)
        {
            throw new NotSupportedException($"No endpoint for {this}.");
        }

        var address = new SocketAddress(AddressFamily.Unix, FamilyBytes + UnixBytes.Length);
        UnixBytes.CopyTo(address.Buffer.Span[FamilyBytes..]);
        return new UnixDomainSocketEndPoint("/").Create(address);
    }

    /// <summary>
    /// The same form everywhere: <c>127.0.0.1:80</c>, <c>[fe80::1%eth0]:80</c>, <c>/run/x</c>, <c>@name</c>,
    /// <c>host:5000</c>.
    /// </summary>
    public override string ToString()
    {
        if (TryGetInternet(out var endPoint))
        {
            return TextOf(endPoint.Address, endPoint.Port);
        }

        return this switch
        {
            { Domain: Interop.Domain.Packet } => LinkText(),
            _ when TryGetVsock(out var cid, out var port) => ContextId.Join(cid, port),
            { Domain: not Interop.Domain.Unix } => $"(family {Domain})",
            { HasPath: true } => PrintableBytes.Escape(PathBytes),
            { IsAbstract: true } => "@" + PrintableBytes.Escape(UnixBytes[1..]),
            _ => "(unnamed)",
        };
    }

    /// <summary>An address with its port, or without one, as <see cref="ToString"/> has it.</summary>
    public static string TextOf(IPAddress address, int? port)
    {
        var host = TextOf(address);
        return port is not { } number ? host
            : address.AddressFamily == AddressFamily.InterNetwork
                ? string.Create(CultureInfo.InvariantCulture, $"{host}:{number}")
            : string.Create(CultureInfo.InvariantCulture, $"[{host}]:{number}");
    }

    private static string TextOf(IPAddress address)
    {
        var scope = address.AddressFamily == AddressFamily.InterNetworkV6 ? (uint)address.ScopeId : 0;
        return scope == 0
            ? address.ToString()
            : $"{new IPAddress(address.GetAddressBytes())}%"
                + (Interfaces.NameOf(scope) ?? scope.ToString(CultureInfo.InvariantCulture));
    }

    private static int PortOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
}
