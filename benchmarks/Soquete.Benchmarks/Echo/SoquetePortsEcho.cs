using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Streams;

namespace Soquete.Benchmarks.Echo;

/// <summary>A listener for each engine, all on one port: the kernel spreads the connections (SO_REUSEPORT).</summary>
internal sealed class SoquetePortsEcho(EchoSettings settings, params IReadOnlyList<Engine> engines)
    : SoqueteEcho(settings, engines[0], Execution.Inline)
{
    protected override async Task ServeAsync()
    {
        var address = Address.Parse($"{Settings.SoqueteAddress},reuse-port");
        var serving = new List<Task>();
        foreach (var engine in engines)
        {
            var options = new ConnectionOptions { Engine = engine, Execution = Execution.Inline };
            var listener = await StreamListener.ListenAsync(address, options);
            var server = new StreamServer(listener, (connection, _) => EchoAsync(connection));
            serving.Add(server.RunAsync(CancellationToken.None));
        }

        SayListening();
        await Task.WhenAll(serving);
    }
}
