using System.Collections.Concurrent;
using System.IO.Pipes;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Messages;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>What the first byte of a connection asks the server for.</summary>
internal enum SoakWish : byte
{
    Echo,
    EchoByPipes,
    AnswerAtTheEnd,
    TakeDescriptors,
    Flood,
    Abort,
}

/// <summary>The serving side of a soak: streams over TCP and in the unix domain, and sequenced packets.</summary>
internal sealed class SoakServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _serving = [];

    private SoakServer(IReadOnlyList<StreamListener> streams, MessageListener messages) =>
        (Streams, Messages) = (streams, messages);

    public IReadOnlyList<StreamListener> Streams { get; }

    public MessageListener Messages { get; }

    /// <summary>What no peer can be blamed for.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = [];

    public static async Task<SoakServer> StartAsync(Engine engine)
    {
        var tcp = await StreamListener.ListenAsync(
            Address.Parse(RingEngines.AddressOf("tcp")), engine, CancellationToken.None);
        var unix = await StreamListener.ListenAsync(
            Address.Parse(RingEngines.AddressOf("unix")), engine, CancellationToken.None);
        var messages = await MessageListener.ListenAsync(
            Address.Parse($"unix-seqpacket:@soquete-soak-{Guid.NewGuid():N}"), engine, CancellationToken.None);
        var server = new SoakServer([tcp, unix], messages);
        foreach (var listener in server.Streams)
        {
            server._serving.Add(new StreamServer(listener, (peer, _) => ServeAsync(peer))
            {
                OnEnded = (_, e) => server.Note(e),
            }.RunAsync(server._stop.Token));
        }

        server._serving.Add(server.ServeMessagesAsync());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_serving).Soon();
        await Messages.DisposeAsync();
        _stop.Dispose();
    }

    private static async Task ServeAsync(StreamConnection peer)
    {
        var wish = new byte[1];
        if (await peer.ReceiveAsync(wish) == 0)
        {
            return;
        }

        await ((SoakWish)wish[0] switch
        {
            SoakWish.EchoByPipes => EchoByPipesAsync(peer),
            SoakWish.AnswerAtTheEnd => AnswerAtTheEndAsync(peer),
            SoakWish.TakeDescriptors => TakeDescriptorsAsync(peer),
            SoakWish.Flood => FloodAsync(peer),
            SoakWish.Abort => AbortAsync(peer),
            _ => peer.EchoAsync(),
        });
    }

    private static async Task EchoByPipesAsync(StreamConnection peer)
    {
        while (true)
        {
            var read = await peer.Input.ReadAsync();
            foreach (var piece in read.Buffer)
            {
                await peer.Output.WriteAsync(piece);
            }

            peer.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                await peer.CompleteOutputAsync();
                return;
            }
        }
    }

    private static async Task AnswerAtTheEndAsync(StreamConnection peer)
    {
        var buffer = new byte[10_000];
        var total = 0;
        while (await peer.ReceiveAsync(buffer) is var count && count > 0)
        {
            total += count;
        }

        await peer.SendAsync(BitConverter.GetBytes(total));
        await peer.CompleteOutputAsync();
    }

    /// <summary>Writes a byte to each pipe that comes.</summary>
    private static async Task TakeDescriptorsAsync(StreamConnection peer)
    {
        var buffer = new byte[100];
        while (await peer.ReceiveAncillaryAsync(buffer) is { Count: > 0 } received)
        {
            WriteToEach(received.Descriptors);
        }

        await peer.CompleteOutputAsync();
    }

    private static void WriteToEach(PassedDescriptors? descriptors)
    {
        foreach (var descriptor in descriptors ?? Enumerable.Empty<PassedDescriptor>())
        {
            using var pipe = new AnonymousPipeClientStream(PipeDirection.Out, descriptor.TakePipe());
            pipe.WriteByte(1);
        }
    }

    private static async Task FloodAsync(StreamConnection peer)
    {
        var payload = new byte[100_000];
        while (true)
        {
            await peer.SendAsync(payload);
        }
    }

    private static async Task AbortAsync(StreamConnection peer)
    {
        await peer.SendAsync(new byte[1000]);
        peer.Abort();
    }

    private async Task ServeMessagesAsync()
    {
        await foreach (var peer in Messages.AcceptAllAsync(_stop.Token))
        {
            _ = Task.Run(async () => Note(await Record.ExceptionAsync(() => EchoAsync(peer))));
        }
    }

    private static async Task EchoAsync(MessageConnection peer)
    {
        await using var closed = peer;
        var buffer = new byte[1000];
        while (await peer.ReceiveAsync(buffer) is { IsEnd: false } message)
        {
            WriteToEach(message.Descriptors);
            await peer.SendAsync(buffer.AsMemory(0, message.Count));
        }
    }

    private void Note(Exception? e)
    {
        if (e is not (null or SoqueteException or ObjectDisposedException))
        {
            Failures.Enqueue(e);
        }
    }
}
