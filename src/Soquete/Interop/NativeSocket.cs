using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>The calls that make, name, join and end sockets. Each is reported to <see cref="CallHook"/>.</summary>
/// <remarks>
/// Expected failure is the result. Where it is not <see cref="Errno.None"/>, what comes out is an invalid handle or
/// the default.
/// </remarks>
internal static partial class NativeSocket
{
    /// <summary>socket(2), always with SOCK_CLOEXEC.</summary>
    public static Errno Open(int domain, int type, int protocol, out SafeSocketHandle socket)
    {
        var start = CallHook.Now();
        type |= SocketKind.CloseOnExec;
        var descriptor = LibC.Socket(domain, type, protocol);
        var error = ErrnoText.Of(descriptor);
        socket = new SafeSocketHandle(descriptor, ownsHandle: true);
        if (CallHook.IsEnabled)
        {
            CallHook.Report("socket", CallNotation.SocketArguments(domain, type, protocol), descriptor, error, start);
        }

        return error;
    }

    /// <summary>socketpair(2), always with SOCK_CLOEXEC.</summary>
    public static Errno OpenPair(
        int domain, int type, int protocol, out SafeSocketHandle first, out SafeSocketHandle second)
    {
        var start = CallHook.Now();
        type |= SocketKind.CloseOnExec;
        Span<int> pair = [-1, -1];
        var result = LibC.SocketPair(domain, type, protocol, pair);
        var error = ErrnoText.Of(result);
        first = new SafeSocketHandle(pair[0], ownsHandle: true);
        second = new SafeSocketHandle(pair[1], ownsHandle: true);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.PairArguments(domain, type, protocol, pair);
            CallHook.Report("socketpair", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>bind(2).</summary>
    public static Errno Bind(SafeSocketHandle socket, in SocketName name)
    {
        var start = CallHook.Now();
        var result = LibC.Bind(socket, name.Bytes, name.Length);
        var error = ErrnoText.Of(result);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.NameArguments(Number(socket), name);
            CallHook.Report("bind", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>listen(2); the kernel cuts the backlog at net.core.somaxconn.</summary>
    public static Errno Listen(SafeSocketHandle socket, int backlog)
    {
        var start = CallHook.Now();
        var result = LibC.Listen(socket, backlog);
        var error = ErrnoText.Of(result);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.ListenArguments(Number(socket), backlog);
            CallHook.Report("listen", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>
    /// connect(2): it waits; where the socket does not block, EINPROGRESS, or EAGAIN in the unix domain.
    /// </summary>
    public static Errno Connect(SafeSocketHandle socket, in SocketName name)
    {
        var start = CallHook.Now();
        var error = InterruptedConnect.Run(socket, name);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.NameArguments(Number(socket), name);
            CallHook.Report("connect", arguments, ResultOf(error), error, start);
        }

        return error;
    }

    /// <summary>shutdown(2).</summary>
    public static Errno Shutdown(SafeSocketHandle socket, ShutdownHow how)
    {
        var start = CallHook.Now();
        var result = LibC.Shutdown(socket, (int)how);
        var error = ErrnoText.Of(result);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.ShutdownArguments(Number(socket), how);
            CallHook.Report("shutdown", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>Whether the descriptor is a socket. Not reported: it asks, and changes nothing.</summary>
    public static bool IsSocket(SafeHandle descriptor)
    {
        var option = SocketOption.SoType;
        Span<byte> type = stackalloc byte[sizeof(int)];
        var length = type.Length;
        return LibC.GetSocketOption(descriptor, option.Level, option.Name, type, ref length) == 0;
    }

    /// <summary>Whether the descriptor is a socket of the domain. Not reported, as IsSocket is not.</summary>
    public static bool IsOfDomain(SafeHandle descriptor, int domain)
    {
        var option = SocketOption.SoDomain;
        var value = 0;
        var bytes = MemoryMarshal.AsBytes(new Span<int>(ref value));
        var length = bytes.Length;
        return LibC.GetSocketOption(descriptor, option.Level, option.Name, bytes, ref length) == 0 && value == domain;
    }

    /// <summary>Takes over a descriptor, and keeps it from the children of this process.</summary>
    /// <exception cref="SoqueteException">It is not open.</exception>
    public static SafeSocketHandle Adopt(int descriptor)
    {
        Failure.ThrowIf(NativeFile.SetCloseOnExec(descriptor, on: true), "fcntl", address: null);
        return new SafeSocketHandle(descriptor, ownsHandle: true);
    }

    /// <summary>A descriptor's number, as calls are reported with it.</summary>
    public static string Number(SafeHandle descriptor) =>
        descriptor.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);

    private static int ResultOf(Errno error) => error == Errno.None ? 0 : -1;
}
