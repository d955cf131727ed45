// How much passes over a link, and how long an answer takes. Give an address where something listens
// (`soquete serve bench tcp:5201`, or any echo server), and that is measured:
//   dotnet run -- tcp:localhost:5201      dotnet run -- udp:localhost:7      dotnet run -- unix:/tmp/echo.sock
using Soquete.Addresses;
using Soquete.Benchmarking;

// Without one, both ends are here.
await using var server = args.Length > 0 ? null : await BenchmarkServer.ListenAsync(Address.Parse("tcp:0"));
using var stop = new CancellationTokenSource();
var serving = server?.RunAsync(stop.Token) ?? Task.CompletedTask;

var link = new LinkBenchmark(server?.Address ?? Address.Parse(args[0]));
var throughput = await link.MeasureThroughputAsync(new ThroughputOptions { Bytes = 100_000_000, Parallel = 2 });
var flow = throughput.Forward!;
Console.WriteLine($"{flow.BytesReceived ?? flow.BytesSent} bytes, {flow.BitsPerSecond / 1e9:F1} Gbit/s");

// A closed loop asks again when a reply has come.
var closed = await link.MeasureRequestsAsync(new RequestOptions { Count = 5000, Connections = 4 });
Console.WriteLine($"{closed.Completed} replies, half of them within {Microseconds(closed.Latency, 50)}");

// An open loop asks at its rate, whatever the replies do, and counts from the time a request was meant for.
var open = await link.MeasureRequestsAsync(new RequestOptions { Count = 1000, Rate = 2000, Connections = 4 });
Console.WriteLine($"{open.Completed} replies, 99 in 100 within {Microseconds(open.Latency, 99)}");

stop.Cancel();
await serving;

static string Microseconds(LatencyHistogram latency, double percentile) =>
    $"{latency.ValueAt(percentile) / 1e3:F0} µs";
