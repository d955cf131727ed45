using System.Text;

namespace Soquete.Wire.Captures;

/// <summary>One packet of a capture, to be written or as it was read.</summary>
/// <remarks>
/// It holds no bytes of its own: <see cref="Data"/> is the caller's when it is written, and when it was read it is the
/// reader's, valid until the next packet is read.
/// </remarks>
public readonly ref struct CapturedPacket
{
    private readonly string? _comment;

    /// <summary>When it passed, in nanoseconds since 1970-01-01 UTC; 0 where the file does not say.</summary>
    public long Timestamp { get; init; }

    /// <summary>
    /// How long it was on the link, in bytes. More than there is of <see cref="Data"/> where the capture was cut at
    /// its snap length.
    /// </summary>
    public int OriginalLength { get; init; }

    /// <summary>What was captured of it, from its link header on.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The interface: what <see cref="CaptureWriter.AddInterface"/> gave, or an index into
    /// <see cref="CaptureReader.Interfaces"/>.</summary>
    public int InterfaceId { get; init; }

    /// <summary>
    /// What <see cref="Data"/> begins with. It is told when a packet is read; a writer has it from the interface.
    /// </summary>
    public LinkType LinkType { get; init; }

    /// <summary>Which way it passed.</summary>
    public PacketDirection Direction { get; init; }

    /// <summary>For whom it was.</summary>
    public PacketReception Reception { get; init; }

    /// <summary>
    /// How many packets the interface lost between the packet before and this one; null where that is not known.
    /// </summary>
    public long? Dropped { get; init; }

    /// <summary>
    /// Words about it, or null. Several comments of a file are joined by line feeds; text is made of them when this is
    /// called.
    /// </summary>
    public string? Comment
    {
        get => _comment ?? (Options.IsEmpty ? null : ReadComment());
        init => _comment = value;
    }

    /// <summary>The options of the block that it was read from.</summary>
    internal PcapngOptions Options { get; init; }

    private string? ReadComment()
    {
        string? text = null;
        foreach (var option in Options)
        {
            if (option.Code == PcapngCode.Comment)
            {
                var comment = Encoding.UTF8.GetString(option.Value);
                text = text is null ? comment : $"{text}\n{comment}";
            }
        }

        return text;
    }
}
