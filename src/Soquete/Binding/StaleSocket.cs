using System.Runtime.InteropServices;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Binding;

/// <summary>A socket file that a listener left behind, and the proof that nobody listens on it.</summary>
internal static class StaleSocket
{
    /// <summary>Removes the file at the path only if it is a socket on which a connection is refused.</summary>
    /// <returns>Whether the path is free now.</returns>
    public static bool TryRemove(UnixSocketAddress address)
    {
        var error = NativeFile.OpenFile(address.Name, OpenFlags.Path | OpenFlags.NoFollow, 0, out var file);
        if (error != Errno.None)
        {
            return error == Errno.ENOENT;
        }

        using (file)
        {
            return NativePath.Identify(file, out var identity) == Errno.None && identity.IsSocket
                && IsRefused(file) && IsStillAt(address.Name, identity)
                && NativePath.Unlink(address.Name) is Errno.None or Errno.ENOENT;
        }
    }

    /// <summary>Asks the file itself, through its descriptor, and not whatever the path leads to by then.</summary>
    /// <remarks>
    /// A datagram socket asks, because it is refused only where no socket at all has the file. One of another type,
    /// which may not listen yet, gives EPROTOTYPE; and a listener sees no stranger come and go.
    /// </remarks>
    private static bool IsRefused(SafeHandle file)
    {
        var error = NativeSocket.Open(
            Domain.Unix, SocketKind.Datagram | SocketKind.NonBlocking, Protocol.Default, out var probe);
        if (error != Errno.None)
        {
            return false;
        }

        using (probe)
        {
            var name = SocketName.FromPath($"/proc/self/fd/{file.DangerousGetHandle()}");
            return NativeSocket.Connect(probe, name) == Errno.ECONNREFUSED;
        }
    }

    private static bool IsStillAt(string path, FileIdentity identity) =>
        NativePath.Identify(path, followLinks: false, out var now) == Errno.None && now.IsSameFile(identity);
}
