using System.Text;

namespace Soquete.Wire.Captures;

/// <summary>One option of a block.</summary>
internal readonly ref struct PcapngOption(ushort code, ReadOnlySpan<byte> value, ByteOrder order)
{
    private readonly ReadOnlySpan<byte> _value = value;

    public ushort Code => code;

    public ReadOnlySpan<byte> Value => _value;

    /// <summary>The number of 32 bits; null where the length says that it is none.</summary>
    public uint? UInt32 => _value.Length == sizeof(uint) ? order.UInt32(_value) : null;

    /// <summary>The number of 64 bits; null where the length says that it is none.</summary>
    public long? Int64 => _value.Length == sizeof(long) ? (long)order.UInt64(_value) : null;

    /// <summary>A count: one that no <see cref="long"/> holds is the greatest.</summary>
    public long? Count => _value.Length == sizeof(long) ? (long)Math.Min(order.UInt64(_value), long.MaxValue) : null;

    /// <summary>The time in an interface's units; null where the length says that it is none.</summary>
    public ulong? Time => _value.Length == sizeof(ulong) ? order.Time(_value) : null;

    /// <summary>The text, as much as is read of one.</summary>
    public string Text => TextFrom(0);

    public string TextFrom(int start) =>
        Encoding.UTF8.GetString(_value[start..Math.Min(_value.Length, CaptureLimits.MaxText)]);
}
