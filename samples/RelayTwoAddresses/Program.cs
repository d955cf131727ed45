// A TCP port in front of a unix socket. The client half-closes; the late answer comes through all the same.
using System.Text;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Relaying;

await using var backend = await StreamListener.ListenAsync(new UnixAddress($"@backend-{Environment.ProcessId}"));
using var stop = new CancellationTokenSource();
var serving = new StreamServer(backend, CountAsync).RunAsync(stop.Token);

var passed = "";
var front = new TaskCompletionSource<Address>();
var relay = new RelayServer(Address.Parse("tcp4:0"), backend.Address)
{
    OnListening = listener => front.TrySetResult(listener.Address),
    OnEnded = (_, _, result) => passed = $"relayed {result.BytesForward} bytes forward and {result.BytesBack} back",
};
var relaying = relay.RunAsync(stop.Token);

await using (var client = await StreamConnection.ConnectAsync(await front.Task))
{
    await client.SendAsync(new byte[100_000]);
    await client.CompleteOutputAsync();
    using var reader = new StreamReader(client.AsStream(), Encoding.ASCII);
    Console.WriteLine(await reader.ReadToEndAsync());
}

stop.Cancel();
await Task.WhenAll(serving, relaying);
Console.WriteLine(passed);

static async Task CountAsync(StreamConnection peer, CancellationToken cancellationToken)
{
    var buffer = new byte[4096];
    long total = 0;
    for (int count; (count = await peer.ReceiveAsync(buffer, cancellationToken)) > 0; total += count)
    {
    }

    await peer.SendAsync(Encoding.ASCII.GetBytes($"{total} bytes came"), cancellationToken);
    await peer.CloseAsync(cancellationToken);
}
