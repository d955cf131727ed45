using Soquete.Ancillary;

namespace Soquete.Messages;

/// <summary>A message that was received, and what came with it; or the end.</summary>
public readonly struct ReceivedMessage
{
    internal ReceivedMessage(int count, int length, in ReceivedControl control)
    {
        Count = count;
        Length = length;
        Descriptors = control.Descriptors;
        Credentials = control.Credentials;
        AreDescriptorsMissing = control.IsIncomplete;
    }

    /// <summary>How many of its bytes are in the buffer. 0 is a message too, unless it is the end.</summary>
    public int Count { get; private init; }

    /// <summary>How many bytes it had when it was sent.</summary>
    public int Length { get; private init; }

    /// <summary>Whether the buffer was too small for it; the rest is gone.</summary>
    public bool IsTruncated => Length > Count;

    /// <summary>
    /// Whether this is no message but the end of the peer's output. Every later receive gives it again.
    /// </summary>
    public bool IsEnd { get; private init; }

    /// <summary>Who sent it (SCM_CREDENTIALS); null at the end, and where the kernel has not noted it.</summary>
    public MessageCredentials? Credentials { get; }

    /// <summary>
    /// The descriptors that came with it; null without any, and where it is truncated. Those that are not taken are
    /// closed with the next receive.
    /// </summary>
    public PassedDescriptors? Descriptors { get; }

    /// <summary>
    /// Whether descriptors came with it that this process has not: it is truncated, or the limit of open descriptors
    /// (RLIMIT_NOFILE) left no room for all. All are closed.
    /// </summary>
    public bool AreDescriptorsMissing { get; }

    internal static ReceivedMessage End => new() { IsEnd = true };
}
