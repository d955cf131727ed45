using Soquete.Addresses;
using Soquete.Streams;

// Who is at the other end of a unix socket? The kernel knows, and no peer can lie about it.

var path = Path.Combine(Path.GetTempPath(), $"soquete-{Environment.ProcessId}.sock");
await using var listener = await StreamListener.ListenAsync(new UnixAddress(path));
Console.WriteLine($"mode {Convert.ToString((int)File.GetUnixFileMode(path), 8)}");

await using var client = await StreamConnection.ConnectAsync(listener.Address);
await using var peer = await listener.AcceptAsync();
var who = peer.PeerCredentials!;
Console.WriteLine(who);
Console.WriteLine(who.ProcessId == Environment.ProcessId ? "the peer is this process" : "the peer is another process");
