using System.Buffers.Binary;
using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Wire.Transport;

/// <summary>What a TCP header says (RFC 9293 section 3.1). Immutable, and safe for threads.</summary>
public sealed record TcpHeader
{
    private const int WordLength = 4;
    private const byte MaxReserved = 7;

    /// <summary>How many bytes it takes, 20 to 60: options are padded to words of 4 bytes.</summary>
    public int Length => TcpView.MinHeaderLength + ((Options.Count + WordLength - 1) / WordLength * WordLength);

    /// <summary>The sender's port.</summary>
    public required ushort SourcePort { get; init; }

    /// <summary>The receiver's port.</summary>
    public required ushort DestinationPort { get; init; }

    /// <summary>The number of the first byte of the payload, or of SYN.</summary>
    public uint SequenceNumber { get; init; }

    /// <summary>The number of the byte that the sender waits for, where <see cref="TcpFlags.Ack"/> is set.</summary>
    public uint AcknowledgmentNumber { get; init; }

    /// <summary>The control bits.</summary>
    public TcpFlags Flags { get; init; }

    /// <summary>The three bits that are still reserved; 0 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is more than 7.</exception>
    public byte Reserved
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxReserved);
            field = value;
        }
    }

    /// <summary>How many bytes the sender takes, before the window's scale is applied (RFC 7323 section 2).</summary>
    public ushort Window { get; init; }

    /// <summary>How far behind the sequence number urgent bytes end, where <see cref="TcpFlags.Urg"/> is set.</summary>
    public ushort UrgentPointer { get; init; }

    /// <summary>
    /// The bytes of the options, 40 at most; none unless set. <see cref="TcpOptions"/> goes through them, and
    /// <see cref="TcpOptionWriter"/> makes them.
    /// </summary>
    /// <exception cref="ArgumentException">There are more.</exception>
    public ValueList<byte> Options
    {
        get;
        init
        {
            if (value.Count > OptionBuffer.MaxLength)
            {
                throw new ArgumentException($"Options take {OptionBuffer.MaxLength} bytes at most.", nameof(value));
            }

            field = value;
        }
    }

    /// <summary>What a view shows. It always has a meaning.</summary>
    public static TcpHeader Read(in TcpView view) => new()
    {
        SourcePort = view.SourcePort,
        DestinationPort = view.DestinationPort,
        SequenceNumber = view.SequenceNumber,
        AcknowledgmentNumber = view.AcknowledgmentNumber,
        Flags = view.Flags,
        Reserved = view.Reserved,
        Window = view.Window,
        UrgentPointer = view.UrgentPointer,
        Options = ValueList.Create(view.Options.Bytes),
    };

    /// <summary>
    /// Writes the header with its checksum. The payload goes right behind it: it is counted here, not copied.
    /// </summary>
    /// <param name="destination">Where to: <see cref="Length"/> bytes at least.</param>
    /// <param name="payload">The bytes that the segment carries.</param>
    /// <param name="from">The source's address, IPv4 or IPv6.</param>
    /// <param name="to">The final destination's address, of the same family.</param>
    /// <returns>How many bytes were written: <see cref="Length"/>.</returns>
    /// <exception cref="ArgumentException">There is no room, or the addresses are of different families.</exception>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> payload, IPAddress from, IPAddress to) =>
        Write(destination, payload, InternetChecksum.PseudoHeader(from, to, IpProtocol.Tcp, SegmentLength(payload)));

    /// <inheritdoc cref="Write(Span{byte}, ReadOnlySpan{byte}, IPAddress, IPAddress)"/>
    /// <param name="destination">Where to: <see cref="Length"/> bytes at least.</param>
    /// <param name="payload">The bytes that the segment carries.</param>
    /// <param name="from">The 4 or 16 bytes of the source's address.</param>
    /// <param name="to">The bytes of the final destination's address, as many.</param>
    public int Write(
        Span<byte> destination, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) =>
        Write(destination, payload, InternetChecksum.PseudoHeader(from, to, IpProtocol.Tcp, SegmentLength(payload)));

    private int Write(Span<byte> destination, ReadOnlySpan<byte> payload, InternetChecksum sum)
    {
        WireRoom.Check(destination, Length);
        var header = destination[..Length];
        BinaryPrimitives.WriteUInt16BigEndian(header, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], SequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], AcknowledgmentNumber);
        BinaryPrimitives.WriteUInt16BigEndian(header[12..], OffsetAndFlags());
        BinaryPrimitives.WriteUInt16BigEndian(header[14..], Window);
        BinaryPrimitives.WriteUInt16BigEndian(header[16..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[18..], UrgentPointer);
        Options.Span.CopyTo(header[TcpView.MinHeaderLength..]);
        header[(TcpView.MinHeaderLength + Options.Count)..].Clear();
        sum.Add(header);
        sum.Add(payload);
        BinaryPrimitives.WriteUInt16BigEndian(header[16..], sum.Finish());
        return Length;
    }

    private uint SegmentLength(ReadOnlySpan<byte> payload) => (uint)Length + (uint)payload.Length;

    private ushort OffsetAndFlags() => (ushort)((Length / WordLength << TcpView.OffsetShift)
        | (Reserved << TcpView.ReservedShift) | ((int)Flags & TcpView.FlagBits));
}
