using System.Net;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Streams.Connecting;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams;

[Collection(AloneCollection.Name)]
public sealed class ConnectLeakTests : IDisposable
{
    private const int Rounds = 50;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Connect_WhenItFailsInAnyWay_ThenNoDescriptorIsLeft()
    {
        using var hole = await BlackHole.OpenAsync(IPAddress.Loopback);
        await File.WriteAllTextAsync(_folder["file"], "");
        string[] failing =
        [
            "tcp:127.0.0.1:1", "tcp:localhost:1", "tcp4:127.0.0.1:9,bind=192.0.2.250",
            "tcp4:127.0.0.1:9,interface=nosuchif", "tcp4:127.0.0.1:9,congestion=nosuch",
            $"tcp4:{hole.End.Port},connect-timeout=1ms", $"unix:{_folder["none"]}", $"unix:{_folder["file"]}",
            "unix:@soquete-nobody", "exec:/no/such/program", $"file:{_folder["none/f"]}",
            $"file:{_folder.Path},read", "fd:999",
        ];
        await RunAsync(failing);
        var before = OpenDescriptors.Count();
        for (var round = 0; round < Rounds; round++)
        {
            await RunAsync(failing);
        }

        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= before);

        static async Task RunAsync(string[] failing)
        {
            foreach (var text in failing)
            {
                await Assert.ThrowsAnyAsync<SoqueteException>(
                    () => StreamConnection.ConnectAsync(Address.Parse(text)).Soon());
            }
        }
    }

    [Fact]
    public async Task Listen_WhenItFailsOrCloses_ThenNoDescriptorAndNoPathIsLeft()
    {
        await using var taken = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var port = taken.LocalEnds[0].Port;
        var before = OpenDescriptors.Count();
        for (var round = 0; round < Rounds; round++)
        {
            string[] failing =
                [$"tcp:{port}", $"tcp4:{port}", $"unix:{_folder["s"]},user=nosuchuser", $"unix:{_folder["none/s"]}"];
            foreach (var text in failing)
            {
                await Assert.ThrowsAnyAsync<SoqueteException>(
                    async () => await StreamListener.ListenAsync(Address.Parse(text)));
            }

            await (await StreamListener.ListenAsync(Address.Parse($"unix:{_folder["s"]}"))).DisposeAsync();
            await (await StreamListener.ListenAsync(Address.Parse("tcp:0"))).DisposeAsync();
        }

        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= before);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Listen_WhenClosedWithPeersInTheBacklog_ThenTheyAreLetGo()
    {
        var before = OpenDescriptors.Count();
        var listener = await StreamListener.ListenAsync(Address.Parse("tcp:0"));
        var accepting = listener.AcceptAsync().AsTask();
        var port = listener.LocalEnds[0].Port;
        var clients = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(number => Address.Parse(number % 2 == 0 ? $"tcp4:{port}" : $"tcp6:{port}"))
            .Select(address => StreamConnection.ConnectAsync(address).Soon()));
        await (await accepting.Soon()).DisposeAsync();
        await listener.DisposeAsync();
        foreach (var client in clients)
        {
            // One was accepted and closed, the rest are reset.
            await Record.ExceptionAsync(() => client.ReceiveAsync(new byte[1]).Soon());
            await client.DisposeAsync();
        }

        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= before);
    }
}
