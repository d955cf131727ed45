namespace Soquete.Interop;

/// <summary>errno to exception, in this one place: the kind, the words and the remedy.</summary>
internal static class Failure
{
    /// <summary>The exception for a call that failed.</summary>
    /// <param name="error">What the call gave.</param>
    /// <param name="call">The call's name.</param>
    /// <param name="address">The address it was made for.</param>
    /// <param name="remedy">A remedy that the caller knows better than errno does.</param>
    public static SoqueteException Of(Errno error, string call, string? address, string? remedy = null) => new(
        KindOf(error), address, ErrnoText.Describe(error), call, ErrnoText.Name(error),
        remedy ?? RemedyFor(error, call));

    public static void ThrowIf(Errno error, string call, string? address, string? remedy = null)
    {
        if (error != Errno.None)
        {
            throw Of(error, call, address, remedy);
        }
    }

    /// <summary>Whether the peer's end of a connection is gone.</summary>
    public static bool IsPeerGone(Errno error) =>
        error is Errno.ECONNRESET or Errno.EPIPE or Errno.ESHUTDOWN or Errno.ECONNABORTED or Errno.ENOTCONN;

    public static FailureKind KindOf(Errno error) => error switch
    {
        Errno.ECONNREFUSED => FailureKind.Refused,
        Errno.ETIMEDOUT => FailureKind.TimedOut,
        Errno.EACCES or Errno.EPERM => FailureKind.NotPermitted,
        _ when IsPeerGone(error) => FailureKind.PeerBrokeOff,
        _ => FailureKind.Other,
    };

    private static string? RemedyFor(Errno error, string call) => (error, call) switch
    {
        (Errno.EADDRINUSE, "bind" or "listen") => "another socket has it: port 0 takes a free one",
        (Errno.EADDRNOTAVAIL, "bind") => "it is no address of this machine",
        (Errno.EMFILE, _) => "this process has no descriptor left: raise its limit (ulimit -n)",
        (Errno.ENFILE, _) => "the system has no descriptor left (fs.file-max)",
        (Errno.EAFNOSUPPORT, _) => "this system lacks that protocol",
        (Errno.EAGAIN, "connect") => "the listener's backlog is full: try again",
        (Errno.EPROTOTYPE, "connect") => "a socket of another type is bound there",
        (Errno.ETOOMANYREFS, _) => "too many descriptors that this user passed wait for their receivers (ulimit -n)",
        (Errno.EPERM, "sendmsg") =>
            "others' credentials need CAP_SYS_ADMIN for the process, CAP_SETUID for the user, CAP_SETGID for the group",
        _ => null,
    };
}
