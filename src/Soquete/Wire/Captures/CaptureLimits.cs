namespace Soquete.Wire.Captures;

/// <summary>The named limits of capture files.</summary>
public static class CaptureLimits
{
    /// <summary>
    /// The longest packet that is written, in bytes: the snap length of tcpdump(8), more than any packet of a network.
    /// </summary>
    public const int MaxPacket = 256 * 1024;

    /// <summary>
    /// The longest block that is read, in bytes, which bounds a reader's memory. Blocks of kinds that are not known may
    /// be longer: they are passed over.
    /// </summary>
    public const int MaxBlock = 16 * 1024 * 1024;

    /// <summary>How many interfaces a file may describe.</summary>
    public const int MaxInterfaces = 4096;

    /// <summary>How many bytes of a name or a description in a file are read; the rest is passed over.</summary>
    public const int MaxText = 4096;

    /// <summary>The longest text that is written, in bytes of UTF-8: an option's length has 16 bits.</summary>
    public const int MaxOption = ushort.MaxValue;
}
