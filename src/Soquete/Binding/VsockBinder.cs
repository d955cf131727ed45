using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Binding;

/// <summary>Binds a vsock address and listens on it.</summary>
internal static class VsockBinder
{
    public static BoundSocket Bind(VsockAddress address)
    {
        var text = address.ToString();
        var plan = VsockPlan.ToListen(address);
        var socket = plan.Open(text);
        try
        {
            var error = plan.BindName(socket, text);
            Failure.ThrowIf(error, "bind", text, VsockRefusal.BindRemedy(address, error));
            Failure.ThrowIf(NativeSocket.Listen(socket, plan.Backlog!.Value), "listen", text);
            Failure.ThrowIf(NativeSocket.LocalName(socket, out var taken), "getsockname", text);
            return new BoundSocket(socket, taken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
