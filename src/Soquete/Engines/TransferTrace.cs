using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>Transfers of a stream, as the call trace has them, whatever call or completion they were.</summary>
internal static class TransferTrace
{
    public static void Received(
        SafeSocketHandle socket, ReadOnlySpan<byte> buffer, in TransferResult result, long started)
    {
        if (CallHook.IsEnabled && !buffer.IsEmpty)
        {
            Report("recv", "0", socket, buffer[..result.Count], buffer.Length, result, started);
        }
    }

    public static void Sent(SafeSocketHandle socket, ReadOnlySpan<byte> buffer, in TransferResult result, long started)
    {
        if (CallHook.IsEnabled)
        {
            Report("send", "MSG_NOSIGNAL", socket, buffer, buffer.Length, result, started);
        }
    }

    private static void Report(
        string call, string flags, SafeSocketHandle socket, ReadOnlySpan<byte> data, int requested,
        in TransferResult result, long started)
    {
        var arguments = CallNotation.DataArguments(NativeSocket.Number(socket), data, requested, flags);
        CallHook.Report(call, arguments, result.Error == Errno.None ? result.Count : -1, result.Error, started);
    }
}
