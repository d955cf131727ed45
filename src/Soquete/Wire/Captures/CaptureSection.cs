namespace Soquete.Wire.Captures;

/// <summary>Who wrote a pcapng file, or a section of it. Immutable.</summary>
public sealed record CaptureSection
{
    /// <summary>The machine's hardware; null where it is not told.</summary>
    public string? Hardware { get; init; }

    /// <summary>The operating system.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>The program, with its version.</summary>
    public string? Application { get; init; }

    /// <summary>Words about the section.</summary>
    public string? Comment { get; init; }
}
