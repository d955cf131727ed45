using System.Net;
using Soquete.Diagnostics;
using Soquete.Interop;

namespace Soquete.Tests.Diagnostics;

public class CallTraceTests
{
    [Fact]
    public void Subscribe_WhenACallFails_ThenItIsSeenWithItsErrorInStracesNotation()
    {
        var calls = Observe(() =>
        {
            NativeSocket.Open(Domain.Inet, SocketKind.Stream, Protocol.Tcp, out var socket);
            NativeSocket.Connect(socket, SocketName.FromInternet(new IPEndPoint(IPAddress.Loopback, 1)));
            NativeFile.Close(socket);
        });
        Assert.Equal(["socket", "connect", "close"], calls.Select(call => call.Name));
        Assert.Equal(("ECONNREFUSED", 111, -1L), (calls[1].ErrorName, calls[1].ErrorNumber, calls[1].Result));
        Assert.Equal((null, 0), (calls[0].ErrorName, calls[0].ErrorNumber));
        Assert.All(calls, call => Assert.Equal(Environment.ProcessId, call.ProcessId));
        var descriptor = calls[0].Result;
        Assert.Equal(
            $"socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = {descriptor}", calls[0].ToString());
        Assert.EndsWith(" = -1 ECONNREFUSED (Connection refused)", calls[1].ToString(), StringComparison.Ordinal);
        Assert.Equal($"close({descriptor}) = 0", calls[2].ToString());
        Assert.True(calls[0].Sequence < calls[1].Sequence && calls[1].Sequence < calls[2].Sequence);
    }

    [Fact]
    public void Subscribe_WhenItIsDisposed_ThenNothingMoreIsSeen()
    {
        var seen = 0;
        var thread = Environment.CurrentManagedThreadId;
        CallTrace.Subscribe(_ => seen += Environment.CurrentManagedThreadId == thread ? 1 : 0).Dispose();
        NativeSocket.Open(Domain.Unix, SocketKind.Stream, 0, out var socket);
        socket.Dispose();
        Assert.Equal(0, seen);
    }

    [Fact]
    public void Subscribe_WhenThereIsNoObserver_ThenItIsRefused() =>
        Assert.Throws<ArgumentNullException>(() => CallTrace.Subscribe(null!));

    [Fact]
    public void ToString_WhenItIsTheDefault_ThenItDoesNotThrow() =>
        Assert.Equal("() = 0", default(SocketCall).ToString());

    // Other tests make calls at the same time, on their own threads.
    private static List<SocketCall> Observe(Action action)
    {
        var calls = new List<SocketCall>();
        var thread = Environment.CurrentManagedThreadId;
        using var subscription = CallTrace.Subscribe(call =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                calls.Add(call);
            }
        });
        action();
        return calls;
    }
}
