using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Soquete.Interop;

/// <content>Socket options.</content>
internal static partial class NativeSocket
{
    // An option's text is an interface (IFNAMSIZ) or a congestion control (TCP_CA_NAME_MAX): 16 bytes each.
    private const int MaxTextBytes = 16;

    /// <summary>setsockopt(2) with a number.</summary>
    public static Errno SetOption(SafeSocketHandle socket, SocketOption option, int value)
    {
        var start = CallHook.Now();
        var result = LibC.SetSocketOption(
            socket, option.Level, option.Name, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)), sizeof(int));
        var error = ErrnoText.Of(result);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.OptionArguments(Number(socket), option, value);
            CallHook.Report("setsockopt", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>setsockopt(2) with a text: SO_BINDTODEVICE, TCP_CONGESTION. One too long gives EINVAL.</summary>
    public static Errno SetOption(SafeSocketHandle socket, SocketOption option, string text)
    {
        Span<byte> value = stackalloc byte[MaxTextBytes];
        if (!Encoding.UTF8.TryGetBytes(text, value, out var length))
        {
            return Errno.EINVAL;
        }

        var start = CallHook.Now();
        var result = LibC.SetSocketOption(socket, option.Level, option.Name, value, length);
        var error = ErrnoText.Of(result);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.OptionArguments(Number(socket), option, text);
            CallHook.Report("setsockopt", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>
    /// setsockopt(2) with a structure: MCAST_JOIN_GROUP and its kin, IP_MULTICAST_IF, PACKET_ADD_MEMBERSHIP.
    /// </summary>
    public static Errno SetOption(SafeSocketHandle socket, SocketOption option, IOptionStructure structure)
    {
        Span<byte> value = stackalloc byte[IOptionStructure.MaxBytes];
        structure.WriteTo(value);
        var start = CallHook.Now();
        var result = LibC.SetSocketOption(socket, option.Level, option.Name, value, structure.Length);
        var error = ErrnoText.Of(result);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.OptionArguments(Number(socket), option, structure);
            CallHook.Report("setsockopt", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>setsockopt(2) with SO_LINGER: with <paramref name="on"/> and 0 seconds, close sends RST.</summary>
    public static Errno SetLinger(SafeSocketHandle socket, bool on, int seconds)
    {
        var start = CallHook.Now();
        var option = SocketOption.SoLinger;
        ReadOnlySpan<int> linger = [on ? 1 : 0, seconds];
        var result = LibC.SetSocketOption(
            socket, option.Level, option.Name, MemoryMarshal.AsBytes(linger), linger.Length * sizeof(int));
        var error = ErrnoText.Of(result);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.LingerArguments(Number(socket), on, seconds);
            CallHook.Report("setsockopt", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>getsockopt(2) for a number.</summary>
    public static Errno GetOption(SafeSocketHandle socket, SocketOption option, out int value)
    {
        var start = CallHook.Now();
        value = 0;
        var length = sizeof(int);
        var result = LibC.GetSocketOption(
            socket, option.Level, option.Name, MemoryMarshal.AsBytes(new Span<int>(ref value)), ref length);
        var error = ErrnoText.Of(result);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.FoundOptionArguments(Number(socket), option, value, error);
            CallHook.Report("getsockopt", arguments, result, error, start);
        }

        return error;
    }
}
