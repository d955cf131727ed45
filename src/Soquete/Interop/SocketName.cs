using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// The name of a socket: a <c>sockaddr_in</c> (ip(7)), <c>sockaddr_in6</c> (ipv6(7)), <c>sockaddr_un</c> (unix(7)),
/// <c>sockaddr_ll</c> (packet(7)) or <c>sockaddr_vm</c> (vsock(7)).
/// </summary>
internal readonly partial struct SocketName : IEquatable<SocketName>
{
    /// <summary>
    /// The longest pathname or abstract name, in bytes: <c>sun_path</c> has 108, and one is for the NUL.
    /// </summary>
    public const int MaxPathBytes = 107;

    private const int FamilyBytes = 2;
    private const int InetBytes = 16;
    private const int Inet6Bytes = 28;

    private readonly SocketNameBytes _bytes;
    private readonly byte _length;

    private SocketName(ReadOnlySpan<byte> sockaddr)
    {
        var kept = Math.Min(sockaddr.Length, SocketNameBytes.Size);
        sockaddr[..kept].CopyTo(_bytes);
        _length = (byte)kept;
    }

    /// <summary>The name of a unix socket that is not bound: the family alone.</summary>
    public static SocketName UnnamedUnix => FromUnixBytes([]);

    /// <summary>The address family (<see cref="Interop.Domain"/>); 0 where there is no name at all.</summary>
    public int Domain => _length < FamilyBytes ? 0 : MemoryMarshal.Read<ushort>(Bytes);

    public int Length => _length;

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_bytes)[.._length];

    /// <summary>Whether it is the name of a unix socket that has none.</summary>
    public bool IsUnnamed => Domain == Interop.Domain.Unix && _length == FamilyBytes;

    /// <summary>Takes over an address and a port, with the scope of an IPv6 address.</summary>
    public static SocketName FromInternet(IPEndPoint endPoint)
    {
        var isInet6 = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        Span<byte> sockaddr = stackalloc byte[isInet6 ? Inet6Bytes : InetBytes];
        sockaddr.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(sockaddr[2..], (ushort)endPoint.Port);
        if (isInet6)
        {
            WriteFamily(sockaddr, Interop.Domain.Inet6);
            endPoint.Address.TryWriteBytes(sockaddr[8..], out _);
            var scope = (uint)endPoint.Address.ScopeId;
            MemoryMarshal.Write(sockaddr[24..], in scope);
        }
        else
        {
            WriteFamily(sockaddr, Interop.Domain.Inet);
            endPoint.Address.TryWriteBytes(sockaddr[4..], out _);
        }

        return new SocketName(sockaddr);
    }

    /// <summary>The name of a unix socket at a path.</summary>
    /// <exception cref="ArgumentException">
    /// It is empty, holds a NUL or is longer than <see cref="MaxPathBytes"/>.
    /// </exception>
    public static SocketName FromPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0'))
        {
            throw new ArgumentException("A path cannot hold a NUL.", nameof(path));
        }

        Span<byte> name = stackalloc byte[MaxPathBytes + 1];
        var count = Encode(path, name, nameof(path));
        name[count] = 0;
        return FromUnixBytes(name[..(count + 1)]);
    }

    /// <summary>A name in the abstract namespace, without the NUL that marks it (unix(7)).</summary>
    /// <exception cref="ArgumentException">It is empty or longer than <see cref="MaxPathBytes"/>.</exception>
    public static SocketName FromAbstract(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Span<byte> bytes = stackalloc byte[MaxPathBytes + 1];
        bytes[0] = 0;
        var count = Encode(name, bytes[1..], nameof(name));
        return FromUnixBytes(bytes[..(count + 1)]);
    }

    /// <summary>An IPv4 name as an IPv6 socket takes it, mapped (RFC 4291 §2.5.5.2); any other as it is.</summary>
    public SocketName ToInet6()
    {
        if (Domain != Interop.Domain.Inet || _length < InetBytes)
        {
            return this;
        }

        Span<byte> sockaddr = stackalloc byte[Inet6Bytes];
        sockaddr.Clear();
        WriteFamily(sockaddr, Interop.Domain.Inet6);
        Bytes.Slice(2, 2).CopyTo(sockaddr[2..]);
        sockaddr.Slice(18, 2).Fill(0xFF);
        Bytes.Slice(4, 4).CopyTo(sockaddr[20..]);
        return new SocketName(sockaddr);
    }

    /// <summary>A mapped IPv4 name as what it is; any other as it is.</summary>
    public SocketName Unmapped()
    {
        ReadOnlySpan<byte> prefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
        if (Domain != Interop.Domain.Inet6 || _length < Inet6Bytes || !Bytes.Slice(8, 12).SequenceEqual(prefix))
        {
            return this;
        }

        Span<byte> sockaddr = stackalloc byte[InetBytes];
        sockaddr.Clear();
        WriteFamily(sockaddr, Interop.Domain.Inet);
        Bytes.Slice(2, 2).CopyTo(sockaddr[2..]);
        Bytes.Slice(20, 4).CopyTo(sockaddr[4..]);
        return new SocketName(sockaddr);
    }

    /// <summary>What the kernel wrote. Bytes beyond the room of any socket name are left out.</summary>
    public static SocketName FromBytes(ReadOnlySpan<byte> sockaddr) => new(sockaddr);

    public bool Equals(SocketName other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is SocketName other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    private static SocketName FromUnixBytes(ReadOnlySpan<byte> path)
    {
        Span<byte> sockaddr = stackalloc byte[FamilyBytes + MaxPathBytes + 1];
        WriteFamily(sockaddr, Interop.Domain.Unix);
        path.CopyTo(sockaddr[FamilyBytes..]);
        return new SocketName(sockaddr[..(FamilyBytes + path.Length)]);
    }

    private static void WriteFamily(Span<byte> sockaddr, int domain)
    {
        var family = (ushort)domain;
        MemoryMarshal.Write(sockaddr, in family);
    }

    private static int Encode(string text, Span<byte> bytes, string parameter)
    {
        var count = System.Text.Encoding.UTF8.GetByteCount(text);
        return count <= MaxPathBytes
            ? System.Text.Encoding.UTF8.GetBytes(text, bytes)
            : throw new ArgumentException(
                $"The name of a unix socket has at most {MaxPathBytes} bytes; this has {count}.", parameter);
    }
}
