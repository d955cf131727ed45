#if DEBUG
using System.Collections.Concurrent;
using System.Diagnostics;
using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Debug builds name the handler that keeps a ring from all others.</summary>
public class HandlerWatchdogTests
{
    [Fact]
    public async Task Handler_WhenItBlocksItsRing_ThenItIsNamed()
    {
        using var listening = new Messages();
        Trace.Listeners.Add(listening);
        try
        {
            await using var engine = Engine.Start(new EngineOptions { Kind = EngineKind.IoUring, Threads = 1 });
            var options = new ConnectionOptions { Engine = engine, Execution = Execution.Inline };
            await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"), options);
            await using var client = await StreamConnection.ConnectAsync(Address.Parse(listener.Address.ToString()));
            await using var server = await listener.AcceptAsync().Soon();
            using var released = new ManualResetEventSlim();
            var handling = BlockingHandlerAsync(server, released);
            await client.SendAsync("x"u8.ToArray());
            await Eventually.HoldsAsync(() => listening.All.Any(text =>
                text.Contains(nameof(BlockingHandlerAsync)) && text.Contains("blocked the thread of soquete ring")));
            released.Set();
            await handling.Soon();
        }
        finally
        {
            Trace.Listeners.Remove(listening);
        }
    }

    private static async Task BlockingHandlerAsync(StreamConnection server, ManualResetEventSlim released)
    {
        await server.ReceiveAsync(new byte[1]).ConfigureAwait(false);
        released.Wait(Limits.Event);
    }

    private sealed class Messages : TraceListener
    {
        public ConcurrentQueue<string> All { get; } = new();

        public override void Write(string? message) => All.Enqueue(message ?? "");

        public override void WriteLine(string? message) => All.Enqueue(message ?? "");
    }
}
#endif
