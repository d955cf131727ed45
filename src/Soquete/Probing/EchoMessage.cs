using System.Buffers.Binary;
using Soquete.Wire;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>
/// The echo requests of one run. What they carry is told by their sequence and the time of their send, so that an
/// answer can be compared byte by byte.
/// </summary>
/// <remarks>
/// The first 8 bytes are the time, on a clock that is never set, in nanoseconds; the next 8 tell this run from
/// others, and the request from the run's others; then each byte is its place, as ping(8) has it.
/// </remarks>
internal sealed class EchoMessage
{
    public const int HeaderBytes = 8;

    private const int TimeBytes = sizeof(long);
    private const int TagBytes = sizeof(ulong);

    private readonly byte[] _bytes;
    private readonly bool _isInet6;
    private readonly ulong _tag;

    public EchoMessage(bool isInet6, int size, ulong tag)
    {
        _bytes = new byte[HeaderBytes + size];
        _isInet6 = isInet6;
        _tag = tag;
        _bytes[0] = RequestType;
        for (var place = 0; place < size; place++)
        {
            _bytes[HeaderBytes + place] = (byte)place;
        }
    }

    /// <summary>How long a request is, from its type on.</summary>
    public int Length => _bytes.Length;

    public byte RequestType => _isInet6 ? Icmpv6Type.EchoRequest : IcmpType.EchoRequest;

    public byte ReplyType => _isInet6 ? Icmpv6Type.EchoReply : IcmpType.EchoReply;

    /// <summary>The request, which the next call overwrites.</summary>
    /// <param name="identifier">Which run; a socket without authority puts its own there.</param>
    /// <param name="sequence">Which request.</param>
    /// <param name="sentAt">When, in nanoseconds.</param>
    public ReadOnlySpan<byte> Write(int identifier, long sequence, long sentAt)
    {
        var bytes = _bytes.AsSpan();
        Fill(bytes[HeaderBytes..], sequence, sentAt);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)identifier);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)sequence);
        bytes.Slice(2, 2).Clear();
        if (!_isInet6)
        {
            // That of ICMPv6 covers the IP header too, which the kernel alone knows (RFC 3542 section 3.1).
            BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], InternetChecksum.Of(bytes));
        }

        return bytes;
    }

    /// <summary>The first byte that differs from what a request carried; null where there is none.</summary>
    /// <param name="data">What came back, whole or cut.</param>
    /// <param name="sequence">Of which request.</param>
    /// <param name="sentAt">When that was sent.</param>
    public int? FindDamage(ReadOnlySpan<byte> data, long sequence, long sentAt)
    {
        ReadOnlySpan<byte> sent = _bytes.AsSpan(HeaderBytes);
        Span<byte> changing = stackalloc byte[TimeBytes + TagBytes];
        var first = changing[..Math.Min(changing.Length, sent.Length)];
        sent[..first.Length].CopyTo(first);
        Fill(first, sequence, sentAt);
        var alike = data.CommonPrefixLength(first);
        if (alike == first.Length)
        {
            alike += data[alike..].CommonPrefixLength(sent[first.Length..]);
        }

        return alike == data.Length ? null : alike;
    }

    private void Fill(Span<byte> data, long sequence, long sentAt)
    {
        if (data.Length >= TimeBytes)
        {
            BinaryPrimitives.WriteInt64BigEndian(data, sentAt);
        }

        if (data.Length >= TimeBytes + TagBytes)
        {
            BinaryPrimitives.WriteUInt64BigEndian(data[TimeBytes..], _tag ^ (ulong)sequence);
        }
    }
}
