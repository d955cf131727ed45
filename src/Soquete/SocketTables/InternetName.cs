using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Soquete.SocketTables;

/// <summary>An address and a port, without an allocation: tables have many thousands of them.</summary>
public readonly record struct InternetName
{
    private const int Ipv4Bytes = 4;
    private const int Ipv6Bytes = 16;
    private const int Ipv4Characters = 21;

    /// <summary>Takes the bytes of an address.</summary>
    /// <param name="address">Four of IPv4 or 16 of IPv6, in network order.</param>
    /// <param name="port">The port.</param>
    /// <param name="scope">The interface that an address of one link is of; 0 for none.</param>
    /// <exception cref="ArgumentException">The address has another length.</exception>
    public InternetName(ReadOnlySpan<byte> address, int port, uint scope = 0)
    {
        IsIPv6 = address.Length == Ipv6Bytes;
        Number = IsIPv6 ? BinaryPrimitives.ReadUInt128BigEndian(address)
            : address.Length == Ipv4Bytes ? BinaryPrimitives.ReadUInt32BigEndian(address)
            : throw new ArgumentException("an address has 4 or 16 bytes", nameof(address));
        Port = port;
        Scope = scope;
    }

    /// <summary>The address as a number.</summary>
    public UInt128 Number { get; }

    /// <summary>The port, 0 to 65535.</summary>
    public int Port { get; }

    /// <summary>The interface that an address of one link is of; 0 for none.</summary>
    public uint Scope { get; }

    /// <summary>Whether it is of IPv6, mapped IPv4 among it.</summary>
    public bool IsIPv6 { get; }

    /// <summary>Whether it is the wildcard address.</summary>
    public bool IsAny => Number == UInt128.Zero;

    /// <summary>Whether it is IPv4 in an address of IPv6 (RFC 4291, section 2.5.5.2).</summary>
    public bool IsMapped => IsIPv6 && Number >> 32 == 0xFFFF;

    /// <summary>The same in IPv4 where it is mapped, so that the two ends of a connection compare.</summary>
    public InternetName Unmapped
    {
        get
        {
            if (!IsMapped)
            {
                return this;
            }

            Span<byte> bytes = stackalloc byte[Ipv4Bytes];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Number);
            return new InternetName(bytes, Port);
        }
    }

    /// <summary>The same as the base libraries have it.</summary>
    public IPEndPoint ToEndPoint()
    {
        Span<byte> bytes = stackalloc byte[Ipv6Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Number);
        var address = IsIPv6 ? new IPAddress(bytes, Scope) : new IPAddress(bytes[(Ipv6Bytes - Ipv4Bytes)..]);
        return new IPEndPoint(address, Port);
    }

    /// <summary><c>192.0.2.1:80</c>, <c>[2001:db8::1]:80</c>, or <c>*:80</c> for the wildcard.</summary>
    public override string ToString()
    {
        if (IsAny)
        {
            return IsIPv6 ? $"[::]:{Port}" : $"*:{Port}";
        }

        return IsIPv6 ? ToEndPoint().ToString() : Ipv4Text();
    }

    /// <summary>Maps have many thousands of these, and two objects more for each would show.</summary>
    private string Ipv4Text()
    {
        Span<char> text = stackalloc char[Ipv4Characters];
        var bytes = (uint)Number;
        text.TryWrite(
            CultureInfo.InvariantCulture,
            $"{bytes >> 24}.{(byte)(bytes >> 16)}.{(byte)(bytes >> 8)}.{(byte)bytes}:{Port}", out var length);
        return new string(text[..length]);
    }
}
