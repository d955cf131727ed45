using System.Buffers;
using System.Buffers.Binary;
using Soquete.Addresses;

namespace Soquete.Framing;

/// <summary>Puts messages into frames.</summary>
/// <remarks>
/// As a line, a message that ends with a line feed already gets no second one; a message that holds line feeds within
/// becomes several lines; and an empty message becomes an empty line, as a message of one line feed does.
/// </remarks>
internal static class FrameWriter
{
    /// <summary>The longest message that a frame's length can say, or that an array can hold with its frame.</summary>
    public static int MaxMessage(FrameFormat format) =>
        format == FrameFormat.U16 ? ushort.MaxValue : Array.MaxLength - Frame.LongestPrefix;

    /// <summary>How long the frame of a message is, with the message.</summary>
    public static int FrameLength(FrameFormat format, ReadOnlySpan<byte> message) =>
        Frame.PrefixLength(format) + message.Length + (NeedsLineFeed(format, message) ? 1 : 0);

    /// <summary>
    /// Writes a message and its frame to where there is room for them. The message may lie there already, after
    /// <see cref="Frame.PrefixLength"/> bytes, as it does when it was received to there.
    /// </summary>
    /// <param name="format">How the boundaries are kept.</param>
    /// <param name="message">The message.</param>
    /// <param name="destination">At least as long as <see cref="FrameLength"/> says.</param>
    /// <param name="written">How many bytes were written; 0 with a problem.</param>
    /// <returns>Why nothing was written; null where all was.</returns>
    public static FrameProblem? Write(
        FrameFormat format, ReadOnlySpan<byte> message, Span<byte> destination, out int written)
    {
        written = 0;
        if (ProblemOf(format, message.Length) is { } problem)
        {
            return problem;
        }

        written = FrameLength(format, message);
        message.CopyTo(destination[Frame.PrefixLength(format)..written]);
        switch (format)
        {
            case FrameFormat.U16:
                BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)message.Length);
                break;
            case FrameFormat.U32:
                BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)message.Length);
                break;
            default:
                // The last byte is either the message's own line feed or the one it needs.
                destination[written - 1] = Frame.LineFeed;
                break;
        }

        return null;
    }

    /// <summary>Writes a message and its frame to a buffer that grows.</summary>
    /// <returns>Why nothing was written; null where all was.</returns>
    public static FrameProblem? Write(FrameFormat format, ReadOnlySpan<byte> message, IBufferWriter<byte> destination)
    {
        if (ProblemOf(format, message.Length) is { } problem)
        {
            return problem;
        }

        Write(format, message, destination.GetSpan(FrameLength(format, message)), out var written);
        destination.Advance(written);
        return null;
    }

    private static FrameProblem? ProblemOf(FrameFormat format, int length) =>
        length > MaxMessage(format) ? FrameProblem.TooLong(length, MaxMessage(format)) : null;

    private static bool NeedsLineFeed(FrameFormat format, ReadOnlySpan<byte> message) =>
        format == FrameFormat.Line && !(message is [.., Frame.LineFeed]);
}
