namespace Soquete.Wire.Captures;

/// <summary>Reads the packets of one kind of file.</summary>
internal abstract class PacketSource(CaptureInput input)
{
    public abstract IReadOnlyList<CaptureInterface> Interfaces { get; }

    protected CaptureInput Input => input;

    /// <summary>Reads up to the next packet.</summary>
    /// <returns>Whether there is one; if not, the file has ended.</returns>
    /// <exception cref="CaptureFormatException">The file is damaged, or cut.</exception>
    public abstract bool TryRead(out CapturedPacket packet);

    /// <summary>What an interface saw, as was told last; null where it was not told.</summary>
    public virtual CaptureStatistics? StatisticsOf(int interfaceId) => null;

    protected CaptureFormatException Damaged(string problem) => new(input.Offset, problem);

    protected CaptureFormatException Truncated(string what) =>
        new(input.Offset, $"the file ends within {what}", isTruncated: true);
}
