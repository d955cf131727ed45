using System.Diagnostics;
using System.IO.Pipelines;

namespace Soquete.Benchmarks.RoundTrips;

/// <summary>StreamConnection.Input and Output.</summary>
internal sealed class ConnectionPipes(ConnectionPair ends) : RoundTripPair
{
    public override async Task ExchangeAsync(int count, LatencyLog log)
    {
        var message = new byte[MessageBytes];
        for (var trip = 0; trip < count; trip++)
        {
            var began = Stopwatch.GetTimestamp();
            await ends.Client.Output.WriteAsync(message);
            var answer = await ends.Client.Input.ReadAtLeastAsync(MessageBytes);
            if (answer.Buffer.Length < MessageBytes)
            {
                throw Ended();
            }

            ends.Client.Input.AdvanceTo(answer.Buffer.End);
            log.Add(began);
        }

        await ends.Client.Output.CompleteAsync();
    }

    public override async Task EchoAsync()
    {
        await using var server = ends.Server;
        ReadResult read;
        while (!(read = await server.Input.ReadAsync()).Buffer.IsEmpty)
        {
            foreach (var part in read.Buffer)
            {
                await server.Output.WriteAsync(part);
            }

            server.Input.AdvanceTo(read.Buffer.End);
        }
    }

    public override void Dispose() => ends.Client.Abort();
}
