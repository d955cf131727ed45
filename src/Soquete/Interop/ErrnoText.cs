using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>Error numbers in words, and where they come from.</summary>
internal static class ErrnoText
{
    /// <summary>The symbolic name, such as <c>ECONNREFUSED</c>; <c>errno 999</c> where Linux has none.</summary>
    public static string Name(Errno e) => ErrnoTable.Find(e)?.Name ?? Unknown("errno", e);

    /// <summary>What strerror(3) says in the C locale, such as <c>Connection refused</c>.</summary>
    public static string Describe(Errno e) => ErrnoTable.Find(e)?.Description ?? Unknown("Unknown error", e);

    /// <summary>The error of the last call on this thread that was declared with <c>SetLastError</c>.</summary>
    public static Errno Last() => (Errno)Marshal.GetLastPInvokeError();

    /// <summary>
    /// The error number of a call of which only the result is at hand: negative means that it failed.
    /// </summary>
    public static Errno Of(nint result) => result < 0 ? Last() : Errno.None;

    /// <summary>The error number behind an exception of System.Net.Sockets.</summary>
    public static Errno From(SocketException e)
    {
        // The runtime makes one error of EMFILE and ENFILE, and ENFILE of that; a process meets its own limit first.
        if (e.SocketErrorCode == SocketError.TooManyOpenSockets)
        {
            return Errno.EMFILE;
        }

        var native = (Errno)e.NativeErrorCode;
        return native != Errno.None && ErrnoTable.Find(native) is not null ? native : FromWinsock(e.SocketErrorCode);
    }

    // The runtime leaves the Winsock number in NativeErrorCode where it knows no errno for it.
    private static Errno FromWinsock(SocketError error) => error switch
    {
        SocketError.Success => Errno.None,
        SocketError.OperationAborted => Errno.ECANCELED,
        SocketError.IOPending => Errno.EINPROGRESS,
        SocketError.Disconnecting => Errno.ESHUTDOWN,
        SocketError.ProcessLimit => Errno.EUSERS,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TypeNotFound => Errno.ENOENT,
        SocketError.TryAgain => Errno.EAGAIN,
        SocketError.NotInitialized or SocketError.SystemNotReady or SocketError.VersionNotSupported => Errno.ENOSYS,
        _ => Errno.EIO,
    };

    private static string Unknown(string words, Errno e) =>
        string.Create(CultureInfo.InvariantCulture, $"{words} {(int)e}");
}
