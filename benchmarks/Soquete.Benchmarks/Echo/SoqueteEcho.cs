using Soquete.Connections;
using Soquete.Engines;
using Soquete.Streams;

namespace Soquete.Benchmarks.Echo;

/// <summary>StreamServer with a handler of ReceiveAsync and SendAsync.</summary>
internal class SoqueteEcho(EchoSettings settings, Engine engine, Execution execution) : EchoServer(settings)
{
    protected override async Task ServeAsync()
    {
        var options = new ConnectionOptions { Engine = engine, Execution = execution };
        var listener = await StreamListener.ListenAsync(Settings.SoqueteAddress, options);
        SayListening();
        await new StreamServer(listener, (connection, _) => EchoAsync(connection)).RunAsync(CancellationToken.None);
    }

    protected virtual async Task EchoAsync(StreamConnection connection)
    {
        var buffer = new byte[EchoSettings.BufferBytes];
        int count;
        while ((count = await connection.ReceiveAsync(buffer)) > 0)
        {
            await connection.SendAsync(buffer.AsMemory(0, count));
            if (Settings.Once)
            {
                break;
            }
        }
    }
}
