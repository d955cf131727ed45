namespace Soquete.Wire.Captures;

/// <summary>A file is no capture, or is damaged. What was read before is right.</summary>
public sealed class CaptureFormatException : FormatException
{
    internal CaptureFormatException(long offset, string problem, bool isTruncated = false)
        : base($"at byte {offset}: {problem}")
    {
        Offset = offset;
        Problem = problem;
        IsTruncated = isTruncated;
    }

    /// <summary>Where the block, the record or the header begins that could not be read, in bytes.</summary>
    public long Offset { get; }

    /// <summary>What is wrong, without the offset.</summary>
    public string Problem { get; }

    /// <summary>
    /// Whether the file merely ends too soon, as one does that is still written or whose writer was killed.
    /// </summary>
    public bool IsTruncated { get; }
}
