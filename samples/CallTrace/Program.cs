// Every socket call that the library makes, as it is made, in the notation of strace. Nobody listening costs nothing.
using Soquete.Addresses;
using Soquete.Diagnostics;
using Soquete.Streams;

var calls = new List<string>();
using (CallTrace.Subscribe(call =>
{
    lock (calls)
    {
        calls.Add($"{call.Name} {(call.ErrorName ?? "ok")}");
    }
}))
{
    await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0,nodelay=off"));
    await using var client = await StreamConnection.ConnectAsync(listener.Address);
    await client.CompleteOutputAsync();
}

foreach (var name in new[] { "socket", "setsockopt", "bind", "listen", "connect", "shutdown", "close" })
{
    Console.WriteLine($"{name}: {(calls.Contains(name + " ok") ? "seen" : "not seen")}");
}
