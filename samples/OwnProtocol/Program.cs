// A protocol that the kernel does not have, spoken straight above IP between two machines: two network namespaces here,
// joined by a link, with a process in each. It needs root: dotnet run
using System.Diagnostics;
using System.Text;
using OwnProtocol;
using Soquete.Addresses;
using Soquete.Raw;

string[] words = ["one", "packet", "at", "a", "time"];
return args switch
{
    ["send", var peer] => await SendAsync(peer),
    ["receive", var peer] => await ReceiveAsync(peer),
    _ => await BothAsync(),
};

async Task<int> SendAsync(string peer)
{
    await using var socket = await RawSocket.ConnectAsync(Address.Parse($"raw:{StopAndWait.Protocol}@{peer}"));
    var protocol = new StopAndWait(socket);
    foreach (var word in words)
    {
        var times = await protocol.SendAsync(Encoding.UTF8.GetBytes(word));
        Console.WriteLine($"delivered '{word}', sent {(times == 1 ? "once" : "again")}");
    }

    return 0;
}

async Task<int> ReceiveAsync(string peer)
{
    await using var socket = await RawSocket.ConnectAsync(Address.Parse($"raw:{StopAndWait.Protocol}@{peer}"));
    Console.WriteLine($"ready: {socket.Association}");
    var protocol = new StopAndWait(socket);
    for (var number = 0; number < words.Length; number++)
    {
        // Every second message is lost at first, as on a bad link.
        var isLostAtFirst = number % 2 == 1;
        var message = await protocol.ReceiveAsync(copy => isLostAtFirst && copy == 0);
        Console.WriteLine($"received '{Encoding.UTF8.GetString(message)}'");
    }

    return 0;
}

async Task<int> BothAsync()
{
    var (left, right) = ($"own-{Environment.ProcessId}-l", $"own-{Environment.ProcessId}-r");
    try
    {
        Ip($"netns add {left}", $"netns add {right}", $"link add p0 netns {left} type veth peer name p0 netns {right}");
        Ip($"-n {left} addr add 10.253.0.1/24 dev p0", $"-n {right} addr add 10.253.0.2/24 dev p0");
        Ip($"-n {left} link set p0 up", $"-n {right} link set p0 up");
        using var receiver = Start(right, "receive", "10.253.0.1");
        var ready = await receiver.StandardOutput.ReadLineAsync();
        using var sender = Start(left, "send", "10.253.0.2");
        Console.Write(await sender.StandardOutput.ReadToEndAsync());
        Console.WriteLine(ready);
        Console.Write(await receiver.StandardOutput.ReadToEndAsync());
        await receiver.WaitForExitAsync();
        await sender.WaitForExitAsync();
        return sender.ExitCode;
    }
    finally
    {
        Ip($"netns del {left}", $"netns del {right}");
    }
}

static Process Start(string space, params string[] role) => Process.Start(new ProcessStartInfo("ip",
    ["netns", "exec", space, Environment.ProcessPath!, Environment.GetCommandLineArgs()[0], .. role])
{
    RedirectStandardOutput = true,
})!;

static void Ip(params string[] commands)
{
    foreach (var command in commands)
    {
        using var ip = Process.Start("ip", command.Split(' '));
        ip.WaitForExit();
    }
}
