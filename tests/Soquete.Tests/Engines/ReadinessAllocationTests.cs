using System.Net.Sockets;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Tests.Interop;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines;

/// <summary>A wait that is begun again and again takes no memory, with a token that can be cancelled neither.</summary>
[Collection(AloneCollection.Name)]
public class ReadinessAllocationTests(ITestOutputHelper output)
{
    private const int Rounds = 10_000;

    /// <summary>What the test's own tasks and the thread pool take now and then is no object a wait.</summary>
    private const double MostBytesPerWait = 8;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Waits_WhenThereAreThousands_ThenNoneAllocates(bool canBeCancelled)
    {
        using var pair = new SocketPair();
        using var watched = ReadinessLoop.Shared.Watch(pair.First);
        using var source = new CancellationTokenSource();
        var token = canBeCancelled ? source.Token : default;
        await WaitAsync(watched, pair, token);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await WaitAsync(watched, pair, token);
        var perWait = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Rounds;
        output.WriteLine($"{perWait} bytes a wait");
        Assert.InRange(perWait, 0, MostBytesPerWait);
    }

    /// <summary>
    /// The peer sends once the wait is armed, so that each is really waited for. An assertion would allocate.
    /// </summary>
    private static async Task WaitAsync(WatchedSocket watched, SocketPair pair, CancellationToken token)
    {
        var room = new byte[1];
        for (var i = 0; i < Rounds; i++)
        {
            var wait = watched.WaitToReceiveAsync(token);
            Send(pair.Second);
            if (await wait != Errno.None)
            {
                throw new InvalidOperationException("the wait failed");
            }

            NativeMessages.Receive(pair.First, room, [], [], MessageFlags.None, out _);
        }
    }

    private static void Send(SafeSocketHandle socket) => NativeMessages.Send(socket, "x"u8, default, [], out _);
}
