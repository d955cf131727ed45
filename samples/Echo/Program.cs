// Two ends that find each other by one string. Give another address and nothing else changes:
//   dotnet run -- unix:/tmp/echo.sock      dotnet run -- tcp:5000      dotnet run -- unix:@echo
using System.Text;
using Soquete.Addresses;
using Soquete.Streams;

var address = Address.Parse(args.Length > 0 ? args[0] : "tcp:0");

// The server: every peer at once, each by its own handler.
await using var listener = await StreamListener.ListenAsync(address);
using var stop = new CancellationTokenSource();
var serving = new StreamServer(listener, EchoAsync).RunAsync(stop.Token);
Console.WriteLine($"listening on {listener.Address}");

// The client: it finishes its sending first, and still gets the whole answer.
await using (var connection = await StreamConnection.ConnectAsync(listener.Address))
{
    await connection.SendAsync("Olá, soquete!\n"u8.ToArray());
    await connection.CompleteOutputAsync();
    using var reader = new StreamReader(connection.AsStream(), Encoding.UTF8);
    Console.Write(await reader.ReadToEndAsync());
}

stop.Cancel();
await serving;
Console.WriteLine("done");

static async Task EchoAsync(StreamConnection peer, CancellationToken cancellationToken)
{
    await peer.Input.CopyToAsync(peer.Output, cancellationToken);
    await peer.CloseAsync(cancellationToken);
}
