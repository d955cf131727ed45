using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

/// <summary>Two connected stream sockets of the unix domain.</summary>
internal sealed class SocketPair : IDisposable
{
    public SocketPair()
    {
        var error = NativeSocket.OpenPair(Domain.Unix, SocketKind.Stream, 0, out var first, out var second);
        Assert.Equal(Errno.None, error);
        (First, Second) = (first, second);
    }

    public SafeSocketHandle First { get; }

    public SafeSocketHandle Second { get; }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}
