using Soquete.Addresses;

namespace Soquete.Framing;

/// <summary>What the reader and the writer of frames both know.</summary>
internal static class Frame
{
    public const byte LineFeed = (byte)'\n';

    /// <summary>The most bytes that stand before a message, or after it.</summary>
    public const int LongestPrefix = sizeof(uint);

    /// <summary>How many bytes the length takes that stands before a message; 0 for lines.</summary>
    public static int PrefixLength(FrameFormat format) => format switch
    {
        FrameFormat.U16 => sizeof(ushort),
        FrameFormat.U32 => sizeof(uint),
        _ => 0,
    };
}
