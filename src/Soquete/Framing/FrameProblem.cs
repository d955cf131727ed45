namespace Soquete.Framing;

/// <summary>Why messages cannot be taken from a stream, or put on it.</summary>
internal enum FrameProblemKind
{
    /// <summary>A message is longer than it may be.</summary>
    TooLong,

    /// <summary>The stream ended in the middle of a message.</summary>
    CutShort,
}

/// <summary>Why messages cannot be taken from a stream, or put on it, with the numbers.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Bytes">
/// The length of the message that is too long, or what is known of it; or how many bytes came of the message that was
/// cut short, its length among them, and are lost.
/// </param>
/// <param name="Limit">The longest message there may be.</param>
internal readonly record struct FrameProblem(FrameProblemKind Kind, long Bytes, int Limit)
{
    public static FrameProblem TooLong(long bytes, int limit) => new(FrameProblemKind.TooLong, bytes, limit);

    public static FrameProblem CutShort(long bytes, int limit) => new(FrameProblemKind.CutShort, bytes, limit);

    /// <summary>The problem in words.</summary>
    public override string ToString() => Kind == FrameProblemKind.TooLong
        ? $"a message of at least {Bytes} bytes is longer than the limit of {Limit} bytes"
        : $"the stream ended in the middle of a message; {Bytes} bytes are lost";
}
