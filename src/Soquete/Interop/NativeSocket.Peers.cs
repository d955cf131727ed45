using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Who is at either end.</content>
internal static partial class NativeSocket
{
    // Most people are in fewer groups; the kernel says how many there are where it does not do.
    private const int FirstGroupRoom = 32;

    /// <summary>getsockname(2).</summary>
    public static Errno LocalName(SafeSocketHandle socket, out SocketName name)
    {
        var start = CallHook.Now();
        Span<byte> bytes = stackalloc byte[SocketNameBytes.Size];
        var length = bytes.Length;
        var result = LibC.GetSocketName(socket, bytes, ref length);
        return ReportName("getsockname", socket, result, bytes, length, start, out name);
    }

    /// <summary>getpeername(2).</summary>
    public static Errno PeerName(SafeSocketHandle socket, out SocketName name)
    {
        var start = CallHook.Now();
        Span<byte> bytes = stackalloc byte[SocketNameBytes.Size];
        var length = bytes.Length;
        var result = LibC.GetPeerName(socket, bytes, ref length);
        return ReportName("getpeername", socket, result, bytes, length, start, out name);
    }

    /// <summary>getpeername(2), for the report of another call; no name where there is none.</summary>
    public static SocketName PeerNameUnreported(SafeSocketHandle socket)
    {
        Span<byte> bytes = stackalloc byte[SocketNameBytes.Size];
        var length = bytes.Length;
        return LibC.GetPeerName(socket, bytes, ref length) == 0
            ? SocketName.FromBytes(bytes[..Math.Min(length, bytes.Length)])
            : default;
    }

    /// <summary>SO_PEERCRED (unix(7)): who the peer was when it called connect, listen or socketpair.</summary>
    public static Errno PeerCredentials(SafeSocketHandle socket, out uint processId, out uint userId, out uint groupId)
    {
        var start = CallHook.Now();
        var option = SocketOption.SoPeerCred;
        Span<uint> credentials = stackalloc uint[3];
        var length = credentials.Length * sizeof(uint);
        var result = LibC.GetSocketOption(
            socket, option.Level, option.Name, MemoryMarshal.AsBytes(credentials), ref length);
        var error = ErrnoText.Of(result);
        (processId, userId, groupId) = error == Errno.None ? (credentials[0], credentials[1], credentials[2]) : default;
        if (CallHook.IsEnabled)
        {
            var descriptor = Number(socket);
            var arguments = CallNotation.CredentialArguments(descriptor, processId, userId, groupId, error);
            CallHook.Report("getsockopt", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>SO_PEERGROUPS (Linux 4.13): the peer's supplementary groups.</summary>
    public static Errno PeerGroups(SafeSocketHandle socket, out uint[] groups)
    {
        var room = FirstGroupRoom;
        Errno error;
        do
        {
            error = ReadPeerGroups(socket, ref room, out groups);
        }
        while (error == Errno.ERANGE);

        return error;
    }

    // On ERANGE the kernel has written the length that would do.
    private static Errno ReadPeerGroups(SafeSocketHandle socket, ref int room, out uint[] groups)
    {
        var start = CallHook.Now();
        var option = SocketOption.SoPeerGroups;
        var buffer = new uint[room];
        var length = buffer.Length * sizeof(uint);
        var result = LibC.GetSocketOption(
            socket, option.Level, option.Name, MemoryMarshal.AsBytes(buffer.AsSpan()), ref length);
        var error = ErrnoText.Of(result);
        groups = error == Errno.None ? buffer[..(length / sizeof(uint))] : [];
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.GroupArguments(Number(socket), groups, buffer.Length, error);
            CallHook.Report("getsockopt", arguments, result, error, start);
        }

        room = Math.Max(length / sizeof(uint), 2 * buffer.Length);
        return error;
    }

    private static Errno ReportName(
        string call, SafeSocketHandle socket, int result, Span<byte> bytes, int length, long start, out SocketName name)
    {
        var error = ErrnoText.Of(result);
        name = error == Errno.None ? SocketName.FromBytes(bytes[..Math.Min(length, bytes.Length)]) : default;
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.FoundNameArguments(Number(socket), name);
            CallHook.Report(call, arguments, result, error, start);
        }

        return error;
    }
}
