using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Filters (socket(7), linux/filter.h; icmp(7), linux/icmpv6.h).</content>
internal static partial class NativeSocket
{
    /// <summary>The size of <c>struct sock_filter</c>.</summary>
    public const int FilterInstructionBytes = 8;

    /// <summary>setsockopt(2) with SO_ATTACH_FILTER: the kernel keeps the program and checks it first.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="instructions">Each of <see cref="FilterInstructionBytes"/> bytes, at most 65,535.</param>
    public static Errno AttachFilter(SafeSocketHandle socket, ReadOnlySpan<byte> instructions)
    {
        var start = CallHook.Now();
        var option = SocketOption.SoAttachFilter;
        var count = instructions.Length / FilterInstructionBytes;
        int result;
        Errno error;

        // SAFETY: the instructions are fixed while the call runs, and the kernel copies as many as it is told of.
        unsafe
        {
            fixed (byte* first = instructions)
            {
                var program = new FilterProgram { Count = checked((ushort)count), Instructions = (nint)first };
                var value = MemoryMarshal.AsBytes(new ReadOnlySpan<FilterProgram>(in program));
                result = LibC.SetSocketOption(socket, option.Level, option.Name, value, value.Length);
                error = ErrnoText.Of(result);
            }
        }

        ReportOption(socket, option, $"{{len={count}, filter=...}}, {FilterProgram.Size}", result, error, start);
        return error;
    }

    /// <summary>setsockopt(2) with SO_DETACH_FILTER.</summary>
    public static Errno DetachFilter(SafeSocketHandle socket) => SetOption(socket, SocketOption.SoDetachFilter, 0);

    /// <summary>setsockopt(2) with ICMP_FILTER or ICMPV6_FILTER: a bit for each type that is not wanted.</summary>
    public static Errno SetBlockedTypes(SafeSocketHandle socket, SocketOption option, ReadOnlySpan<uint> blocked)
    {
        var start = CallHook.Now();
        var value = MemoryMarshal.AsBytes(blocked);
        var result = LibC.SetSocketOption(socket, option.Level, option.Name, value, value.Length);
        var error = ErrnoText.Of(result);
        ReportOption(socket, option, $"~{{...}}, {value.Length}", result, error, start);
        return error;
    }

    private static void ReportOption(
        SafeSocketHandle socket, SocketOption option, string value, long result, Errno error, long start)
    {
        if (CallHook.IsEnabled)
        {
            var arguments = $"{Number(socket)}, {option.LevelText}, {option.NameText}, {value}";
            CallHook.Report("setsockopt", arguments, result, error, start);
        }
    }
}
