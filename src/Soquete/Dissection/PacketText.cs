using Soquete.Dissection.Lines;
using Soquete.Wire.Captures;

namespace Soquete.Dissection;

/// <summary>
/// Tells packets in one line each, as people know it from tcpdump(1): who speaks to whom, and what it is.
/// </summary>
/// <remarks>
/// <para>
/// A line has printable ASCII alone, whatever the packet holds, and at most <see cref="MaxLength"/> characters. What is
/// cut or damaged is marked, such as <c>[|tcp]</c>, and never thrown. The work is bounded by the packet's length, and
/// a line costs no allocation, but for what the options call.
/// </para>
/// <para>
/// It remembers the sequence numbers that TCP connections began with, of several thousand at most, and the time of the
/// packet before. So one is for one capture, in its order, and not for several threads.
/// </para>
/// </remarks>
public sealed class PacketText
{
    /// <summary>The most characters that a line has: 8,192; what is longer ends with <c>[...]</c>.</summary>
    public const int MaxLength = LineBuffer.Capacity;

    private readonly LineContext _context;
    private readonly TimeText _time;

    /// <summary>Lines as the options say.</summary>
    public PacketText(PacketTextOptions? options = null)
    {
        var chosen = options ?? new PacketTextOptions();
        _context = new LineContext(chosen);
        _time = new TimeText(chosen.Time);
    }

    /// <summary>The line of a packet, without its end.</summary>
    /// <param name="packet">The packet, with its time, its link type and its original length.</param>
    /// <returns>The line; it is valid until this is called again.</returns>
    public ReadOnlySpan<char> Describe(in CapturedPacket packet)
    {
        var line = _context.Line;
        line.Clear();
        _time.Write(line, packet.Timestamp);
        _context.Begin(packet.LinkType);
        LinkText.Write(_context, packet);
        return line.Finish();
    }
}
