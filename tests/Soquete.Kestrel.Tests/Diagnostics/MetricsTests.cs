using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Soquete.Kestrel.Tests.Diagnostics;

public class MetricsTests
{
    [Theory]
    [EveryCarrier]
    public async Task Metrics_WhenConnectionsComeAndGo_ThenCountThem(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, context => context.Response.WriteAsync("hello"));
        using var numbers = new Numbers(server.Services.GetRequiredService<IMeterFactory>());
        using (var client = await server.ConnectAsync())
        {
            await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            await client.ReadToAsync("hello");
            Assert.Equal(1, numbers["soquete.connections.open"]);
        }

        await Eventually.HoldsAsync(() => numbers["soquete.connections.open"] == 0);
        Assert.Equal("GET / HTTP/1.1\r\nHost: x\r\n\r\n".Length, numbers["soquete.received"]);
        Assert.True(numbers["soquete.sent"] > "hello".Length, "there were headers too");
        Assert.Equal([carrier.IsUnix ? "unix" : "tcp"], numbers.Protocols);
    }

    [Theory]
    [EveryCarrier]
    public async Task Metrics_WhenAConnectionIsAborted_ThenCountThat(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var numbers = new Numbers(server.Services.GetRequiredService<IMeterFactory>());
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        await client.ReadEndAsync();
        Assert.Equal(1, numbers["soquete.connections.aborted"]);
    }

    /// <summary>The sums of what one server's meter says.</summary>
    private sealed class Numbers : IDisposable
    {
        private readonly ConcurrentDictionary<string, long> _sums = new();
        private readonly ConcurrentDictionary<string, bool> _protocols = new();
        private readonly MeterListener _listener = new();

        public Numbers(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Soquete.Kestrel" && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
                _protocols[(string)tags[0].Value!] = true;
            });
            _listener.Start();
        }

        public IEnumerable<string> Protocols => _protocols.Keys;

        public long this[string name] => _sums.GetValueOrDefault(name);

        public void Dispose() => _listener.Dispose();
    }
}
