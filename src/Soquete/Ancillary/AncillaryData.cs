using System.Runtime.InteropServices;

namespace Soquete.Ancillary;

/// <summary>What goes with the bytes of a message over a unix socket (unix(7)): descriptors, and who sends.</summary>
public sealed record AncillaryData
{
    /// <summary>The most descriptors of one message (SCM_MAX_FD).</summary>
    public const int MaxDescriptors = 253;

    /// <summary>
    /// Open files, pipes, sockets, anything with a descriptor, at most <see cref="MaxDescriptors"/>. The receiver gets
    /// descriptors of its own for the same open files; these stay the sender's, to use and to close.
    /// </summary>
    public IReadOnlyList<SafeHandle> Descriptors { get; init; } = [];

    /// <summary>
    /// Whom the receiver is to see as the sender; null for this process as it is. Another process needs CAP_SYS_ADMIN,
    /// another user CAP_SETUID, another group CAP_SETGID.
    /// </summary>
    public MessageCredentials? Credentials { get; init; }
}
