using Soquete.Addresses;
using Soquete.Mapping;
using Soquete.Streams;

// A health check: who is at the other end of my unix socket, and does anything stand still there?

var path = Path.Combine(Path.GetTempPath(), $"soquete-{Environment.ProcessId}.sock");
await using var listener = await StreamListener.ListenAsync(new UnixAddress(path));
await using var client = await StreamConnection.ConnectAsync(new ExecAddress($"socat - unix-connect:{path}"));
await using var peer = await listener.AcceptAsync();

var map = ProcessMap.Capture().Select(new MapSelection { Path = path });
foreach (var edge in map.Edges)
{
    Console.WriteLine($"{MapLabel.Holders(edge.From)} connected to {MapLabel.Holders(edge.To)}");
}

var problems = map.Ends.SelectMany(end => end.Problems).ToList();
Console.WriteLine(problems.Count == 0 ? "no problems" : string.Join('\n', problems));
