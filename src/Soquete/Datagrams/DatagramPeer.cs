using System.Diagnostics.CodeAnalysis;
using System.Net;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>How the other end of a datagram is called.</summary>
public enum DatagramPeerKind
{
    /// <summary>
    /// It has no name at all: a unix socket that was never bound (unix(7)). It cannot be answered. So is the default.
    /// </summary>
    Unbound,

    /// <summary>
    /// A unix socket whose name the kernel chose (autobind, unix(7)): it can be answered, for as long as it is open.
    /// </summary>
    Anonymous,

    /// <summary>An internet address and port, a pathname, or an abstract name that somebody chose.</summary>
    Named,
}

/// <summary>The other end of a datagram: where it came from, or where it goes. A value, equal by name.</summary>
public readonly struct DatagramPeer : IEquatable<DatagramPeer>
{
    /// <summary>An autobound name is a NUL and five hexadecimal digits (unix(7)).</summary>
    private const int AutobindDigits = 5;

    private readonly SocketName _name;

    internal DatagramPeer(in SocketName name) => _name = name;

    /// <summary>An end of the internet domain.</summary>
    /// <param name="endPoint">Its address, IPv4 or IPv6 with its zone, and port.</param>
    public DatagramPeer(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        _name = SocketName.FromInternet(endPoint);
    }

    /// <summary>An end of the unix domain.</summary>
    /// <param name="path">A pathname, or an abstract name after an <c>@</c>; at most 107 bytes.</param>
    /// <exception cref="ArgumentException">It is empty, too long or holds a NUL.</exception>
    public DatagramPeer(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _name = path[0] == '@' ? SocketName.FromAbstract(path[1..]) : SocketName.FromPath(path);
    }

    /// <summary>How it is called.</summary>
    public DatagramPeerKind Kind => _name.Length == 0 || _name.IsUnnamed ? DatagramPeerKind.Unbound
        : _name.IsAbstract && IsAutobound(_name.UnixBytes[1..]) ? DatagramPeerKind.Anonymous
        : DatagramPeerKind.Named;

    /// <summary>It as one end of an association.</summary>
    public SocketEnd End => SocketEnd.Of(_name.Length == 0 ? SocketName.UnnamedUnix : _name);

    /// <summary>By reference: it has the room of the longest name.</summary>
    [UnscopedRef]
    internal ref readonly SocketName Name => ref _name;

    /// <summary>Whether both have the same name; ends without one are not told apart.</summary>
    public static bool operator ==(in DatagramPeer left, in DatagramPeer right) => left.Equals(right);

    /// <summary>Whether the names differ.</summary>
    public static bool operator !=(in DatagramPeer left, in DatagramPeer right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DatagramPeer other) => _name.Equals(other._name);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DatagramPeer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _name.GetHashCode();

    /// <summary><c>127.0.0.1:80</c>, <c>[::1]:80</c>, <c>/run/x</c>, <c>@name</c> or <c>(unnamed)</c>.</summary>
    public override string ToString() => End.ToString();

    private static bool IsAutobound(ReadOnlySpan<byte> name) =>
        name.Length == AutobindDigits && !name.ContainsAnyExcept("0123456789abcdef"u8);
}
