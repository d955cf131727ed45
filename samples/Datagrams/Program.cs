// Datagrams: boundaries, peers, batches and errors. Give another address and nothing else changes:
//   dotnet run -- udp:5000        dotnet run -- unix-dgram:/tmp/datagrams.sock      dotnet run -- unix-dgram:@here
using System.Text;
using Soquete;
using Soquete.Addresses;
using Soquete.Datagrams;

var address = Address.Parse(args.Length > 0 ? args[0] : "udp4:0");
var buffer = new byte[64 * 1024];

// A bound socket hears everybody, and a connected one its peer alone.
await using var bound = await DatagramSocket.BindAsync(address);
await using var connected = await DatagramSocket.ConnectAsync(bound.Address);
Console.WriteLine($"bound to {bound.Address}");

// Each datagram arrives by itself, the empty one too.
foreach (var text in new[] { "Olá", "", "soquete!" })
{
    await connected.SendAsync(Encoding.UTF8.GetBytes(text));
}

for (var i = 0; i < 3; i++)
{
    var datagram = await bound.ReceiveAsync(buffer);
    Console.WriteLine($"{datagram.Length} bytes: '{Encoding.UTF8.GetString(buffer, 0, datagram.Count)}'");
    await bound.ReplyAsync(Encoding.UTF8.GetBytes($"answer {i + 1}"), datagram);
}

for (var i = 0; i < 3; i++)
{
    var datagram = await connected.ReceiveAsync(buffer);
    Console.WriteLine(Encoding.UTF8.GetString(buffer, 0, datagram.Count));
}

// What does not fit is never cut in silence.
await connected.SendAsync(new byte[1000]);
var cut = await bound.ReceiveAsync(buffer.AsMemory(0, 10));
Console.WriteLine($"{cut.Count} of {cut.Length} bytes, cut: {cut.IsTruncated}");

// Many datagrams with one call each way; what was received goes back to its senders as it is.
using var batch = new DatagramBatch();
for (var i = 0; i < 8; i++)
{
    batch.TryAdd(Encoding.UTF8.GetBytes($"number {i}"));
}

await connected.SendAsync(batch);
for (var echoed = 0; echoed < 8; echoed += batch.Count)
{
    await bound.ReceiveAsync(batch);
    await bound.SendAsync(batch);
}

var numbers = new List<string>();
while (numbers.Count < 8)
{
    await connected.ReceiveAsync(batch);
    foreach (var entry in batch)
    {
        numbers.Add(Encoding.UTF8.GetString(entry.Bytes));
    }
}

Console.WriteLine(string.Join(", ", numbers));

// Nobody is there any more: the network says so, and the next call tells.
await bound.DisposeAsync();
try
{
    await connected.SendAsync("anybody?"u8.ToArray());
    await connected.ReceiveAsync(buffer);
}
catch (SoqueteException failure) when (failure.Kind == FailureKind.Refused)
{
    Console.WriteLine($"refused: {failure.ErrorName}");
}
