using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Streams.Planning;

namespace Soquete.Streams.Listening;

/// <summary>
/// Listens on a unix address. A path appears with its final mode; nobody can connect before its owner is final too.
/// </summary>
internal static class UnixBinder
{
    public static BoundSocket Bind(UnixAddress address)
    {
        var plan = UnixPlan.ToListen(address);
        var socket = plan.Open(address.ToString());
        try
        {
            return address.IsAbstract ? BindAbstract(address, plan, socket) : BindPath(address, plan, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static BoundSocket BindAbstract(UnixAddress address, SocketPlan plan, SafeSocketHandle socket)
    {
        Failure.ThrowIf(NativeSocket.Bind(socket, plan.Bind!.Value), "bind", address.ToString());
        return Listen(address, plan, socket, null);
    }

    private static BoundSocket BindPath(UnixAddress address, SocketPlan plan, SafeSocketHandle socket)
    {
        var text = address.ToString();
        var owner = PathOwner.Of(address);
        // bind(2) makes the file with the descriptor's mode less the umask. Where the owner is to change, the file
        // starts closed to all but this process's user, so that no group has it before its time.
        var final = (uint)plan.Mode!.Value;
        var first = owner.Changes ? final & 0b110_000_000 : final;
        Failure.ThrowIf(NativeFile.DescriptorMode(socket, first), "fchmod", text);
        using var turn = TakeTurn(address.Name);
        var error = NativeSocket.Bind(socket, plan.Bind!.Value);
        if (error == Errno.EADDRINUSE && StaleSocket.TryRemove(address))
        {
            error = NativeSocket.Bind(socket, plan.Bind.Value);
        }

        var remedy = error == Errno.EADDRINUSE ? "somebody listens on that path, or it is no stale socket" : null;
        Failure.ThrowIf(error, "bind", text, remedy);
        var path = BoundPath.Take(address.Name, text);
        try
        {
            path.Settle(owner, final);
            return Listen(address, plan, socket, path);
        }
        catch
        {
            path.Dispose();
            throw;
        }
    }

    /// <summary>
    /// One at a time in a directory, so that of two that start at once none
    /// takes the other's new socket for a stale one.
    /// </summary>
    private static SafeFileHandle? TakeTurn(string path)
    {
        var directory = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        return NativePath.LockDirectory(directory, out var held) == Errno.None ? held : null;
    }

    private static BoundSocket Listen(UnixAddress address, SocketPlan plan, SafeSocketHandle socket, BoundPath? path)
    {
        Failure.ThrowIf(NativeSocket.Listen(socket, plan.Backlog!.Value), "listen", address.ToString());
        return new BoundSocket(socket, plan.Bind!.Value, path);
    }
}
