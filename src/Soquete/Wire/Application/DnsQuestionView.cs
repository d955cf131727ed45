using System.Buffers.Binary;

namespace Soquete.Wire.Application;

/// <summary>A question as it lies in a DNS message (RFC 1035 section 4.1.2).</summary>
public readonly ref struct DnsQuestionView
{
    private const int FixedLength = 4;

    private readonly ReadOnlySpan<byte> _fixed;

    private DnsQuestionView(DnsNameView name, ReadOnlySpan<byte> bytes)
    {
        Name = name;
        _fixed = bytes;
    }

    /// <summary>Whose records are asked for.</summary>
    public DnsNameView Name { get; }

    /// <summary>Which records are asked for (<see cref="DnsType"/>).</summary>
    public ushort Type => BinaryPrimitives.ReadUInt16BigEndian(_fixed);

    /// <summary>Of which class (<see cref="DnsClass"/>).</summary>
    public ushort Class => BinaryPrimitives.ReadUInt16BigEndian(_fixed[2..]);

    internal static bool TryRead(ReadOnlySpan<byte> message, int offset, out DnsQuestionView view, out int end)
    {
        view = default;
        if (!DnsNameView.TryRead(message, offset, out var name, out end) || message.Length - end < FixedLength)
        {
            return false;
        }

        view = new DnsQuestionView(name, message.Slice(end, FixedLength));
        end += FixedLength;
        return true;
    }
}
