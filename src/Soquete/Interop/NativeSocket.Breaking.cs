using System.Net.Sockets;

namespace Soquete.Interop;

/// <content>Ending a connection at once, for everybody who has it open.</content>
internal static partial class NativeSocket
{
    private const int UnspecifiedNameBytes = 16;

    /// <summary>
    /// Resets a TCP connection: connect(2) to no address, with SO_LINGER of 0 (socket(7)) for what close(2) then does.
    /// Unix sockets have no reset and are shut down.
    /// </summary>
    public static void Break(SafeSocketHandle socket, bool isUnix)
    {
        if (isUnix)
        {
            Shutdown(socket, ShutdownHow.Both);
            return;
        }

        SetLinger(socket, on: true, seconds: 0);
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
