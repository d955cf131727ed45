using Soquete.Tests.Support;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Relaying;

/// <summary>Descriptors through relays of all three kinds of unix sockets, with Python at both ends.</summary>
public sealed class DescriptorRelayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("stream", "unix", "")]
    [InlineData("stream", "unix", ",delay=10ms")]
    [InlineData("stream", "unix", ",rate=8mbit")]
    [InlineData("seqpacket", "unix-seqpacket", "")]
    [InlineData("seqpacket", "unix-seqpacket", ",delay=10ms")]
    [InlineData("dgram", "unix-dgram", "")]
    [InlineData("dgram", "unix-dgram", ",delay=10ms")]
    public async Task Run_WhenDescriptorsCome_ThenTheyArriveWithTheirMessages(
        string kind, string scheme, string options)
    {
        await using var receiver = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.Receive(
                PeerEnd.Listen(kind, _folder["far"]), DescriptorPeer.Write("through"), messages: 1));
        await ReadyAsync(receiver, kind, _folder["far"]);
        await using var relay = await RunningRelay.StartAsync(
            $"{scheme}:{_folder["near"]}", $"{scheme}:{_folder["far"]}{options}");
        await using var sender = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.Send(
                PeerEnd.Connect(kind, _folder["near"]), bytes: 5, messages: 1, "file:kept", "pipe-in", "socket:"));
        await receiver.LineAsync("message 5 descriptors 3");
        await receiver.LineAsync("descriptor 1 pipe wrote through");
        await receiver.EndAsync(0);
        // It is written once nobody has the other end any more, the relay not excepted.
        await sender.LineAsync("written 1 through");
        await sender.LineAsync("end");
    }

    [Theory]
    [InlineData("stream", "unix")]
    [InlineData("seqpacket", "unix-seqpacket")]
    [InlineData("dgram", "unix-dgram")]
    public async Task Run_WhenAFloodComes_ThenNoneIsLeftOpenHere(string kind, string scheme)
    {
        const int Messages = 40;
        await using var receiver = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.Receive(PeerEnd.Listen(kind, _folder["far"]), DescriptorPeer.Close, Messages));
        await ReadyAsync(receiver, kind, _folder["far"]);
        await using var relay = await RunningRelay.StartAsync(
            $"{scheme}:{_folder["near"]}", $"{scheme}:{_folder["far"]}");
        await using var sender = Child.Start(
            DescriptorPeer.Program, DescriptorPeer.Flood(PeerEnd.Connect(kind, _folder["near"]), Messages));
        await receiver.EndAsync(0);
        Assert.Equal(Messages, Count(receiver.Output, $"descriptors {DescriptorPeer.MostDescriptors}"));
        await Eventually.HoldsAsync(() => NullDevices() < DescriptorPeer.MostDescriptors);
    }

    [Theory]
    [InlineData("stream", "unix")]
    [InlineData("seqpacket", "unix-seqpacket")]
    [InlineData("dgram", "unix-dgram")]
    public async Task Run_WhenTheReceiverVanishes_ThenWhatIsUnderWayIsClosed(string kind, string scheme)
    {
        await using var receiver = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.Receive(PeerEnd.Listen(kind, _folder["far"]), DescriptorPeer.Close, messages: 2));
        await ReadyAsync(receiver, kind, _folder["far"]);
        await using var relay = await RunningRelay.StartAsync(
            $"{scheme}:{_folder["near"]}", $"{scheme}:{_folder["far"]}");
        await using var sender = Child.Start(
            DescriptorPeer.Program, DescriptorPeer.Flood(PeerEnd.Connect(kind, _folder["near"])));
        await receiver.EndAsync(0);
        await Eventually.HoldsAsync(() => !relay.Results.IsEmpty || !relay.Failures.IsEmpty);
        sender.Kill();
        await relay.StopAsync();
        await Eventually.HoldsAsync(() => NullDevices() < DescriptorPeer.MostDescriptors);
    }

    private static async Task ReadyAsync(Child receiver, string kind, string path)
    {
        if (kind == "dgram")
        {
            await receiver.LineAsync("ready");
        }
        else
        {
            await Eventually.HoldsAsync(() => File.Exists(path));
        }
    }

    /// <summary>What the flood is made of. Other tests hold few of these, if any.</summary>
    private static int NullDevices() => Directory.GetFileSystemEntries("/proc/self/fd")
        .Count(entry => new FileInfo(entry).LinkTarget == "/dev/null");

    private static int Count(string output, string text) =>
        output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));
}
