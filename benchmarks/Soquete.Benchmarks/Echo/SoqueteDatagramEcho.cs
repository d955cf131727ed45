using Soquete.Datagrams;
using Soquete.Engines;

namespace Soquete.Benchmarks.Echo;

/// <summary>DatagramSocket.ReceiveAsync and ReplyAsync.</summary>
internal sealed class SoqueteDatagramEcho(EchoSettings settings, Engine engine) : EchoServer(settings)
{
    protected override async Task ServeAsync()
    {
        await using var socket = await DatagramSocket.BindAsync(Settings.SoqueteAddress, engine);
        SayListening();
        var buffer = new byte[EchoSettings.BufferBytes];
        for (;;)
        {
            var received = await socket.ReceiveAsync(buffer);
            await socket.ReplyAsync(buffer.AsMemory(0, received.Count), received);
        }
    }
}
