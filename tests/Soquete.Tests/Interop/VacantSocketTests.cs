using System.Net;
using System.Net.Sockets;
using Soquete.Interop;
using Soquete.Tests.Support;

namespace Soquete.Tests.Interop;

public sealed class VacantSocketTests
{
    [Fact]
    public void Close_WhenTheSocketIsOfTcp_ThenThePeerGetsWhatWasSentAndTheEnd()
    {
        var (near, far) = Connected();
        using (far)
        {
            far.Send([1]);
            Assert.Equal(Errno.None, NativeSocket.TrySend(near, [2, 3], out _));
            var bytes = new byte[4];
            Assert.True(SpinWait.SpinUntil(
                () => NativeSocket.TryReceive(near, bytes, out var count) == Errno.None && count == 1, Limits.Event));
            VacantSocket.Close(near);
            Assert.True(near.IsClosed);
            Assert.Equal(2, far.Receive(bytes));
            Assert.Equal(0, far.Receive(bytes));
        }
    }

    [Fact]
    public void Close_WhenItIsCalledAgain_ThenDoesNothing()
    {
        var (near, far) = Connected();
        using (far)
        {
            VacantSocket.Close(near);
            VacantSocket.Close(near);
            Assert.Equal(0, far.Receive(new byte[1]));
        }
    }

    [Fact]
    public void Close_WhenACallIsStillOut_ThenThePeerSeesTheEndAndTheNumberStaysTheHandles()
    {
        var (near, far) = Connected();
        using (far)
        {
            var isOut = false;
            near.DangerousAddRef(ref isOut);
            var number = (int)near.DangerousGetHandle();
            VacantSocket.Close(near);
            Assert.Equal(0, far.Receive(new byte[1]));
            // Nothing that is opened meanwhile gets it, and what is sent to it is sent to nobody.
            using (var late = new SafeSocketHandle(number, ownsHandle: false))
            {
                Assert.True(NativeSocket.IsOfDomain(late, Domain.Unix));
                Assert.Equal(Errno.ENOTCONN, NativeSocket.TrySend(late, [1], out _));
            }

            near.DangerousRelease();
        }
    }

    private static (SafeSocketHandle Near, Socket Far) Connected()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        far.Connect(listener.LocalEndPoint!);
        using var accepted = listener.Accept();
        // A handle that the runtime's socket does not close as well.
        Assert.Equal(Errno.None, NativeFile.Duplicate(accepted.SafeHandle, 0, out var near));
        var handle = new SafeSocketHandle(near.DangerousGetHandle(), ownsHandle: true);
        near.SetHandleAsInvalid();
        return (handle, far);
    }
}
