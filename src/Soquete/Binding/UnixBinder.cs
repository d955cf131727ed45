using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Binding;

/// <summary>
/// Binds a unix address, and listens on it where it has connections. A path appears with its final mode; nobody can
/// connect before its owner is final too.
/// </summary>
internal static class UnixBinder
{
    public static BoundSocket Bind(UnixSocketAddress address)
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

    /// <summary>Gives a datagram socket its own name, if it is to have one, and connects it.</summary>
    public static BoundSocket Connect(UnixDatagramAddress address)
    {
        var plan = UnixPlan.ToConnect(address);
        var socket = plan.Open(address.ToString());
        IDisposable? path = null;
        try
        {
            path = BindOwn(address, plan, socket);
            var error = NativeSocket.Connect(socket, plan.Remote!.Value);
            if (error != Errno.None)
            {
                throw UnixRefusal.Of(address, error);
            }

            Failure.ThrowIf(NativeSocket.LocalName(socket, out var local), "getsockname", address.ToString());
            return new BoundSocket(socket, local, path);
        }
        catch
        {
            path?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private static IDisposable? BindOwn(UnixDatagramAddress address, SocketPlan plan, SafeSocketHandle socket)
    {
        var own = address.Bind is { } name ? new UnixDatagramAddress(name) : null;
        return plan.Bind is null ? null
            : own is { IsAbstract: false } ? BindPath(own, plan, socket).Path
            : BindAbstract(own ?? address, plan, socket).Path;
    }

    private static BoundSocket BindAbstract(UnixSocketAddress address, SocketPlan plan, SafeSocketHandle socket)
    {
        Failure.ThrowIf(NativeSocket.Bind(socket, plan.Bind!.Value), "bind", address.ToString());
        return Listen(address, plan, socket, null);
    }

    private static BoundSocket BindPath(UnixSocketAddress address, SocketPlan plan, SafeSocketHandle socket)
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

    private static BoundSocket Listen(
        UnixSocketAddress address, SocketPlan plan, SafeSocketHandle socket, BoundPath? path)
    {
        if (plan.Backlog is { } backlog)
        {
            Failure.ThrowIf(NativeSocket.Listen(socket, backlog), "listen", address.ToString());
        }

        return new BoundSocket(socket, plan.Bind!.Value, path);
    }
}
