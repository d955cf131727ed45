using System.Text;
using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Cli.Bench;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Streams;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>The same requests over a unix socket and over TCP, and how long each took.</summary>
internal static class BenchStop
{
    private const string Server = "server";
    private const string Client = "client";
    private const string Near = "unix";
    private const string Far = "tcp";
    private const string Echoed = "echoed";

    private const int Requests = 3;
    private const int Size = 16;
    private const int LongestAddress = 256;

    public static Stop Definition { get; } = new("bench", "requests and replies over a unix socket and TCP, timed")
    {
        Roles =
        [
            new(Server, ServeAsync) { ListensOn = scratch => scratch.PathAddress() },
            new(Client, MeasureAsync) { ConnectsTo = Server },
        ],
        Lessons =
        [
            new(Server, "bind", "Two sockets that listen, in two domains. The conversation will be the same in both.")
            {
                Holds = "AF_INET",
            },
            new(Client, "send", "A request. Its time begins here, and ends when the whole of the reply is there.")
            {
                Result = Size,
            },
            new(Server, "recv", "The server was asleep: to wake it takes longer than to copy the bytes.")
            {
                Result = Size,
            },
            new(Client, "connect", "Now through TCP, which has segments, acknowledgements and a route to think of.")
            {
                Holds = "AF_INET",
            },
        ],
        Checks = [Checks.SameAssociation(Server, Client), AllReplied, AllEchoed],
    };

    private static async Task ServeAsync(Part part)
    {
        await using var near = await StreamListener.ListenAsync(await part.OrderedAsync(Order.Listen), part.Stopping);
        await using var far = await StreamListener.ListenAsync(Address.Parse("tcp4:127.0.0.1:0"), part.Stopping);
        part.TellListening(near.Address);
        await using (var asking = await part.AcceptAsync(near))
        {
            await part.SendAsync(asking, far.Address.ToString());
        }

        await EchoAsync(part, near);
        await EchoAsync(part, far);
    }

    private static async Task EchoAsync(Part part, StreamListener listener)
    {
        await using var peer = await part.AcceptAsync(listener);
        await EchoService.ServeAsync(peer, part.Stopping);
        part.Tell(Echoed, $"{peer.BytesSent} bytes");
    }

    private static async Task MeasureAsync(Part part)
    {
        var near = await part.OrderedAsync(Order.Connect);
        var far = await AskAsync(part);
        await MeasureAsync(part, Near, near);
        await MeasureAsync(part, Far, far);
    }

    /// <summary>The server's other address, which it tells to whoever comes first.</summary>
    private static async Task<Address> AskAsync(Part part)
    {
        await using var server = await part.ConnectAsync();
        var (buffer, count) = (new byte[LongestAddress], 0);
        while (await server.ReceiveAsync(buffer.AsMemory(count), part.Stopping) is var more and > 0)
        {
            count += more;
        }

        return Address.Parse(Encoding.ASCII.GetString(buffer, 0, count));
    }

    private static async Task MeasureAsync(Part part, string name, Address address)
    {
        var link = new LinkBenchmark(address) { Peer = BenchmarkPeer.Echo };
        var result = await link.MeasureRequestsAsync(
            new RequestOptions { Count = Requests, Size = Size, WarmUp = TimeSpan.Zero },
            cancellationToken: part.Stopping);
        part.Tell(result.Connections[0].Association!);
        part.Tell(name, Text(result.Completed, result.Latency));
    }

    private static string Text(long replies, LatencyHistogram latency) =>
        $"{replies} replies, the fastest after {BenchNumber.Nanoseconds(latency.Minimum)}, " +
        $"the slowest after {BenchNumber.Nanoseconds(latency.Maximum)}";

    private static string? AllReplied(Evidence evidence)
    {
        foreach (var name in (ReadOnlySpan<string>)[Near, Far])
        {
            var told = evidence[Client].Fact(name);
            if (told?.StartsWith($"{Requests} replies", StringComparison.Ordinal) != true)
            {
                return $"over {name} the client has '{told}', and {Requests} requests were sent";
            }
        }

        return null;
    }

    private static string? AllEchoed(Evidence evidence)
    {
        var told = string.Join(", ", evidence[Server].Facts(Echoed));
        var expected = $"{Requests * Size} bytes";
        return told == $"{expected}, {expected}" ? null : $"the server echoed {told}, not twice {expected}";
    }
}
