using Soquete.Ancillary;

namespace Soquete.Streams;

/// <summary>Bytes that were received from a stream, and what came with them.</summary>
/// <remarks>
/// A stream has no messages: what was sent with descriptors may come with bytes that were sent before, but never with
/// bytes that were sent after.
/// </remarks>
public readonly struct ReceivedBytes
{
    internal ReceivedBytes(int count, in ReceivedControl control)
    {
        Count = count;
        Descriptors = control.Descriptors;
        Credentials = control.Credentials;
        AreDescriptorsMissing = control.IsIncomplete;
    }

    /// <summary>How many bytes; 0 at the end of the peer's output.</summary>
    public int Count { get; }

    /// <summary>
    /// Who sent them, on a unix socket; null at the end, and for what was sent before anybody asked.
    /// </summary>
    public MessageCredentials? Credentials { get; }

    /// <summary>
    /// The descriptors that came with them; null without any. Those that are not taken are closed with the next
    /// receive.
    /// </summary>
    public PassedDescriptors? Descriptors { get; }

    /// <summary>
    /// Whether descriptors came that this process could not have all of, because of its limit (RLIMIT_NOFILE): all are
    /// closed.
    /// </summary>
    public bool AreDescriptorsMissing { get; }
}
