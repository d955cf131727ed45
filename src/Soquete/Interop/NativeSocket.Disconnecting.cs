using System.Net.Sockets;

namespace Soquete.Interop;

/// <content>Ending a connection before its descriptor is closed.</content>
internal static partial class NativeSocket
{
    private const int UnspecifiedNameBytes = 16;

    /// <summary>
    /// connect(2) to no address (AF_UNSPEC), which resets a TCP connection and drops what was to be sent.
    /// </summary>
    /// <exception cref="ObjectDisposedException">It is closed by now.</exception>
    public static void Disconnect(SafeSocketHandle socket)
    {
        Span<byte> nowhere = stackalloc byte[UnspecifiedNameBytes];
        nowhere.Clear();
        var start = CallHook.Now();
        var result = LibC.Connect(socket, nowhere, nowhere.Length);
        if (CallHook.IsEnabled)
        {
            CallHook.Report("connect", $"{Number(socket)}, {{AF_UNSPEC}}", result, ErrnoText.Of(result), start);
        }
    }
}
