using System.Buffers.Binary;

namespace Soquete.Wire.Transport;

/// <summary>
/// Makes the options of a TCP header, one after the other (RFC 9293 section 3.2). Not for several threads.
/// </summary>
/// <example>
/// <code>Options = new TcpOptionWriter().MaximumSegmentSize(1460).SackPermitted().ToList()</code>
/// </example>
public sealed class TcpOptionWriter
{
    private readonly OptionBuffer _buffer = new();

    /// <summary>Nothing, in one byte: to put the next option where it should begin.</summary>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public TcpOptionWriter NoOperation()
    {
        _buffer.Add(TcpOptionKind.NoOperation);
        return this;
    }

    /// <summary>The longest segment that the sender takes, in bytes (RFC 9293 section 3.7.1).</summary>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public TcpOptionWriter MaximumSegmentSize(ushort size) =>
        Option(TcpOptionKind.MaximumSegmentSize, [(byte)(size >> 8), (byte)size]);

    /// <summary>How far the sender's windows are shifted, 0 to 14 (RFC 7323 section 2).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is more.</exception>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public TcpOptionWriter WindowScale(byte shift)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shift, TcpOptionView.MaxWindowScale);
        return Option(TcpOptionKind.WindowScale, [shift]);
    }

    /// <summary>Selective acknowledgment is understood (RFC 2018 section 2).</summary>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public TcpOptionWriter SackPermitted() => Option(TcpOptionKind.SackPermitted, []);

    /// <summary>Blocks that were received out of order, the latest first, 4 at most (RFC 2018 section 3).</summary>
    /// <exception cref="InvalidOperationException">There is no room for them.</exception>
    public TcpOptionWriter Sack(params ReadOnlySpan<SackBlock> blocks)
    {
        const int MaxBlocks = 4;
        if (blocks.Length > MaxBlocks)
        {
            throw new InvalidOperationException($"There is room for {MaxBlocks} blocks at most.");
        }

        Span<byte> data = stackalloc byte[MaxBlocks * SackBlock.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            WriteTwo(data[(i * SackBlock.Length)..], blocks[i].LeftEdge, blocks[i].RightEdge);
        }

        return Option(TcpOptionKind.Sack, data[..(blocks.Length * SackBlock.Length)]);
    }

    /// <summary>The sender's clock, and the one of the peer that it echoes (RFC 7323 section 3).</summary>
    /// <exception cref="InvalidOperationException">There is no room for them.</exception>
    public TcpOptionWriter Timestamps(uint value, uint echoReply)
    {
        Span<byte> data = stackalloc byte[2 * sizeof(uint)];
        WriteTwo(data, value, echoReply);
        return Option(TcpOptionKind.Timestamps, data);
    }

    /// <summary>A cookie of TCP fast open; none asks for one (RFC 7413 section 4.1.1).</summary>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public TcpOptionWriter FastOpenCookie(ReadOnlySpan<byte> cookie) => Option(TcpOptionKind.FastOpenCookie, cookie);

    /// <summary>Any option that has a length.</summary>
    /// <param name="kind">What it is; neither the end of the list nor no operation.</param>
    /// <param name="data">What stands behind its kind and length.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has no length.</exception>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public TcpOptionWriter Option(byte kind, ReadOnlySpan<byte> data)
    {
        _buffer.Add(kind, data);
        return this;
    }

    /// <summary>The options that were added, padded with the end of the list to words of 4 bytes.</summary>
    public ValueList<byte> ToList() => _buffer.ToList();

    private static void WriteTwo(Span<byte> destination, uint first, uint second)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, first);
        BinaryPrimitives.WriteUInt32BigEndian(destination[sizeof(uint)..], second);
    }
}
