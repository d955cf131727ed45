using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Binding;

/// <summary>What a failed connect(2) in the unix domain means.</summary>
internal static class UnixRefusal
{
    public static SoqueteException Of(UnixSocketAddress address, Errno error) => error switch
    {
        Errno.ENOENT => new SoqueteException(
            FailureKind.Refused, address.ToString(), "nobody listens: the path does not exist", "connect",
            ErrnoText.Name(error)),
        Errno.ECONNREFUSED => new SoqueteException(
            FailureKind.Refused, address.ToString(), "refused: nobody listens there", "connect",
            ErrnoText.Name(error)),
        _ => Failure.Of(error, "connect", address.ToString()),
    };
}
