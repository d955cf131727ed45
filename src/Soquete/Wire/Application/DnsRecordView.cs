using System.Buffers.Binary;

namespace Soquete.Wire.Application;

/// <summary>A record as it lies in a DNS message (RFC 1035 section 4.1.3).</summary>
public readonly ref struct DnsRecordView
{
    private const int FixedLength = 10;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _fixed;

    private DnsRecordView(ReadOnlySpan<byte> message, DnsNameView name, int at)
    {
        _message = message;
        Name = name;
        _fixed = at;
    }

    /// <summary>Whose record it is.</summary>
    public DnsNameView Name { get; }

    /// <summary>What it is (<see cref="DnsType"/>).</summary>
    public ushort Type => BinaryPrimitives.ReadUInt16BigEndian(_message[_fixed..]);

    /// <summary>
    /// Of which class (<see cref="DnsClass"/>). In an OPT record it is the longest datagram that the sender takes (RFC
    /// 6891 section 6.1.2).
    /// </summary>
    public ushort Class => BinaryPrimitives.ReadUInt16BigEndian(_message[(_fixed + 2)..]);

    /// <summary>
    /// For how many seconds it may be kept. In an OPT record it is something else (RFC 6891 section 6.1.3).
    /// </summary>
    public uint TimeToLive => BinaryPrimitives.ReadUInt32BigEndian(_message[(_fixed + 4)..]);

    /// <summary>What it says. Names in it may point to other parts of the message: <see cref="TryGetName"/>.</summary>
    public ReadOnlySpan<byte> Data => _message.Slice(DataOffset, DataLength);

    private int DataLength => BinaryPrimitives.ReadUInt16BigEndian(_message[(_fixed + 8)..]);

    private int DataOffset => _fixed + FixedLength;

    /// <summary>Takes a name out of the data.</summary>
    /// <param name="offset">Where in the data it begins: 2 in an MX record, 0 in a CNAME.</param>
    /// <param name="name">The name.</param>
    /// <param name="end">Where in the data the next field begins.</param>
    /// <returns>Whether there is a name, which does not go on beyond the data but by pointers.</returns>
    public bool TryGetName(int offset, out DnsNameView name, out int end)
    {
        var isName = (uint)offset < (uint)DataLength;
        name = default;
        end = 0;
        if (!isName || !DnsNameView.TryRead(
            _message[..(DataOffset + DataLength)], DataOffset + offset, out name, out var next))
        {
            return false;
        }

        end = next - DataOffset;
        return true;
    }

    internal static bool TryRead(ReadOnlySpan<byte> message, int offset, out DnsRecordView view, out int end)
    {
        view = default;
        if (!DnsNameView.TryRead(message, offset, out var name, out end) || message.Length - end < FixedLength)
        {
            return false;
        }

        var record = new DnsRecordView(message, name, end);
        end = record.DataOffset + record.DataLength;
        view = end <= message.Length ? record : default;
        return end <= message.Length;
    }
}
