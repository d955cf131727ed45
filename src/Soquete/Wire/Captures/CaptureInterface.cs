namespace Soquete.Wire.Captures;

/// <summary>Where packets of a capture come from. Immutable.</summary>
public sealed record CaptureInterface
{
    /// <summary>What each of its packets begins with.</summary>
    public required LinkType LinkType { get; init; }

    /// <summary>How many bytes of a packet were kept at most; 0 for no limit. 262,144 unless given.</summary>
    public int SnapLength { get; init; } = CaptureLimits.MaxPacket;

    /// <summary>Its name, such as <c>eth0</c>; null where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>Words about it.</summary>
    public string? Description { get; init; }

    /// <summary>The filter expression that chose its packets.</summary>
    public string? Filter { get; init; }

    /// <summary>Its hardware, such as the adapter's model.</summary>
    public string? Hardware { get; init; }

    /// <summary>The operating system of the machine that has it.</summary>
    public string? OperatingSystem { get; init; }
}
