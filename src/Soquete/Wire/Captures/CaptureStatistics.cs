namespace Soquete.Wire.Captures;

/// <summary>What an interface saw during a capture.</summary>
public readonly record struct CaptureStatistics
{
    /// <summary>When the capture began, in nanoseconds since 1970-01-01 UTC; null where that is not known.</summary>
    public long? Start { get; init; }

    /// <summary>When it ended.</summary>
    public long? End { get; init; }

    /// <summary>Packets that the interface received; null where that is not known.</summary>
    public long? Received { get; init; }

    /// <summary>Packets that were lost for want of room.</summary>
    public long? Dropped { get; init; }
}
