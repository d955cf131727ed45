using System.Buffers.Binary;

namespace Soquete.Wire.Application;

/// <summary>Writes a DNS message, and points to names that were written before (RFC 1035 section 4.1.4).</summary>
internal ref struct DnsWriter
{
    private readonly Span<byte> _message;
    private readonly Dictionary<DnsSuffix, int>? _names;

    public DnsWriter(Span<byte> message, bool isCompressed)
    {
        _message = message;
        _names = isCompressed ? [] : null;
    }

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    public void Write(byte value) => Take(sizeof(byte))[0] = value;

    public void Write(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(sizeof(ushort)), value);

    public void Write(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(sizeof(uint)), value);

    public void Write(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>A name, of which the end may be a pointer.</summary>
    public void Write(DnsName name)
    {
        var at = 0;
        for (; name.Bytes[at] != 0; at += 1 + name.Bytes[at])
        {
            var suffix = new DnsSuffix(name, at);
            if (_names is not null && _names.TryGetValue(suffix, out var offset))
            {
                Write((ushort)((DnsNameView.PointerBits << 8) | offset));
                return;
            }

            if (Length <= DnsNameView.FarthestPointer)
            {
                _names?.Add(suffix, Length);
            }

            Write(name.Bytes.Slice(at, 1 + name.Bytes[at]));
        }

        Write((byte)0);
    }

    /// <summary>
    /// A name in the data of types that RFC 1035 does not have: without pointers (RFC 3597 section 4).
    /// </summary>
    public void WriteWhole(DnsName name) => Write(name.Bytes);

    /// <summary>Writes what data says, with its length before it.</summary>
    public void Write(DnsRecordData data)
    {
        var length = Take(sizeof(ushort));
        var start = Length;
        data.Write(ref this);
        if (Length - start > ushort.MaxValue)
        {
            throw new InvalidOperationException($"The data of a record has at most {ushort.MaxValue} bytes.");
        }

        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(Length - start));
    }

    private Span<byte> Take(int count)
    {
        WireRoom.Check(_message, Length + count);
        var taken = _message.Slice(Length, count);
        Length += count;
        return taken;
    }
}
