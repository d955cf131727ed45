using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Tests.Engines.IoUring;
using Soquete.Tests.Support;

namespace Soquete.Tests.Benchmarking;

/// <summary>A server of this process, and what is needed to measure it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly CancellationTokenSource _stop = new();
    private readonly BenchmarkServer _server;
    private readonly Task _serving;

    private RunningServer(TemporaryFolder folder, BenchmarkServer server)
    {
        _folder = folder;
        _server = server;
        server.OnEnded = client =>
        {
            lock (Ended)
            {
                Ended.Add(client);
            }
        };
        _serving = server.RunAsync(_stop.Token);
    }

    public Address Address => _server.Address;

    public List<BenchmarkClient> Ended { get; } = [];

    /// <summary>Starts one; <c>{0}</c> in the address is a path.</summary>
    public static async Task<RunningServer> StartAsync(
        string address, string engine = "portable", BenchmarkServerOptions? options = null)
    {
        var folder = new TemporaryFolder();
        options ??= new BenchmarkServerOptions();
        options = options with { Connections = OptionsOf(engine) };
        var parsed = Address.Parse(string.Format(null, address, folder["bench"]));
        return new RunningServer(folder, await BenchmarkServer.ListenAsync(parsed, options));
    }

    public static ConnectionOptions OptionsOf(string engine) => new()
    {
        Engine = engine == "portable" ? Engine.Portable : RingEngines.ThreadPool,
    };

    public LinkBenchmark Benchmark(string engine = "portable", TimeSpan? patience = null) => new(Address)
    {
        Connections = OptionsOf(engine), Patience = patience ?? Limits.Event,
    };

    /// <summary>Stops it, which breaks off what is measured.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _serving.Soon();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _server.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }
}
