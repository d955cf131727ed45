using System.Text;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Messages;

// An open file goes from one end of a unix socket to the other, which could not open it by its name: it has none left.

var path = Path.Combine(Path.GetTempPath(), $"soquete-{Environment.ProcessId}.txt");
await File.WriteAllTextAsync(path, "read by whoever is handed it\n");
using var file = File.OpenHandle(path);
File.Delete(path);

var address = new UnixSequencedPacketAddress($"@soquete-{Environment.ProcessId}");
await using var listener = await MessageListener.ListenAsync(address);
await using var sender = await MessageConnection.ConnectAsync(address);
await using var receiver = await listener.AcceptAsync();

// The message says what comes with it; the kernel carries the descriptor, and says who sent it.
await sender.SendAsync("a file"u8.ToArray(), new AncillaryData { Descriptors = [file] });

var buffer = new byte[64];
var message = await receiver.ReceiveAsync(buffer);
Console.WriteLine($"{Encoding.UTF8.GetString(buffer, 0, message.Count)} from {message.Credentials}");

var passed = message.Descriptors![0];
Console.WriteLine(passed.Kind);
using var reader = new StreamReader(new FileStream(passed.TakeFile(), FileAccess.Read));
Console.Write(await reader.ReadToEndAsync());

await sender.CompleteOutputAsync();
Console.WriteLine((await receiver.ReceiveAsync(buffer)).IsEnd ? "the end" : "another message");
