using System.Security.Cryptography;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Relaying.Recording;
using Soquete.Streams;
using Soquete.Tests.Support;
using Soquete.Tests.Wire.Captures;
using Soquete.Wire.Captures;

namespace Soquete.Tests.Relaying.Recording;

/// <summary>Files that cannot be written on, or slowly.</summary>
public sealed class RecordingFailureTests
{
    private const int Length = 24 * 1024 * 1024;

    [Fact]
    public async Task Disk_WhenItIsFull_ThenItIsToldOnceAndTheRelayGoesOn()
    {
        var told = new List<CaptureWriteException>();
        await using var recording = new RelayRecording(OutputStream.CreatePrivate("/dev/full")) { OnFailed = told.Add };
        await using var relay = await RunningRelay.StartAsync("tcp4:0", "exec:cat", recording: recording);
        for (var round = 0; round < 2; round++)
        {
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
            var sending = RandomPayload.SendAsync(client, Length, seed: round);
            var (hash, length) = await RandomPayload.ReceiveAsync(client).AtLast();
            Assert.Equal((await sending.Soon(), Length), (hash, length));
        }

        await relay.StopAsync();
        await recording.DisposeAsync();
        Assert.Same(recording.Failure, Assert.Single(told));
        Assert.Equal(
            "/dev/full: No space left on device (write: ENOSPC); 0 packets are in the file", told[0].Message);
        Assert.Equal(0, recording.PacketCount);
    }

    [RootFact]
    public async Task Disk_WhenItGetsFull_ThenTheFileHasThePacketsBefore()
    {
        using var folder = new TemporaryFolder();
        await Child.RunAsync($"mount -t tmpfs -o size=1m tmpfs {folder.Path}");
        try
        {
            await using var recording = new RelayRecording(OutputStream.CreatePrivate(folder["small"]));
            await using var relay = await RunningRelay.StartAsync("tcp4:0", "exec:cat", recording: recording);
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
            var sending = RandomPayload.SendAsync(client, Length, seed: 1);
            Assert.Equal(Length, (await RandomPayload.ReceiveAsync(client).AtLast()).Length);
            await sending.Soon();
            await relay.StopAsync();
            await recording.DisposeAsync();
            Assert.Equal(recording.PacketCount, Assert.IsType<CaptureWriteException>(recording.Failure).PacketCount);
            using var reader = new CaptureReader(File.OpenRead(folder["small"]));
            Assert.Equal(recording.PacketCount, PacketCopy.ReadAll(reader).Count);
        }
        finally
        {
            await Child.RunAsync($"umount {folder.Path}");
        }
    }

    /// <summary>A pipe that nobody reads yet is a disk that takes nothing.</summary>
    [Theory]
    [InlineData("tcp4:0", "unix:{0}")]
    [InlineData("tcp4:0", "unix:{0},delay=1ms")]
    [InlineData("tcp4:0", "exec:cat")]
    public async Task File_WhenItTakesNothing_ThenTheRelayWaitsAndNothingIsLost(string from, string to)
    {
        using var folder = new TemporaryFolder();
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{folder["echo"]}"));
        using var stop = new CancellationTokenSource();
        var serving = new StreamServer(listener, (peer, _) => peer.EchoAsync()).RunAsync(stop.Token);
        Assert.Equal(Errno.None, NativeFile.OpenPipe(out var read, out var write, nonBlocking: false));
        await using var recording = new RelayRecording(new FileStream(write, FileAccess.Write, 0));
        // Disposed before the recording is, so that a test that fails does not leave it waiting.
        using var pipe = read;
        await using var relay = await RunningRelay.StartAsync(
            from, string.Format(null, to, folder["echo"]), recording: recording);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
        var sending = RandomPayload.SendAsync(client, Length, seed: 1);
        var receiving = RandomPayload.ReceiveAsync(client);
        await Eventually.HoldsAsync(() => !recording.Queue.HasRoom);
        await Eventually.HoldsAsync(async () =>
        {
            var before = client.BytesReceived;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            return before == client.BytesReceived;
        });
        Assert.InRange(client.BytesReceived, 0, RecordingQueue.MostBytes);
        var recorded = Task.Run(() => Hashes(pipe));
        var (hash, length) = await receiving.AtLast();
        Assert.Equal((await sending.AtLast(), Length), (hash, length));
        await client.DisposeAsync();
        await relay.StopAsync();
        await recording.DisposeAsync();
        Assert.Equal((hash, hash), await recorded.Soon());
        await stop.CancelAsync();
        await serving.Soon();
    }

    /// <summary>The hashes of the payloads of both directions.</summary>
    private static (string Forward, string Back) Hashes(Microsoft.Win32.SafeHandles.SafeFileHandle pipe)
    {
        const int Headers = 40;
        using var forward = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var back = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var reader = new CaptureReader(new FileStream(pipe, FileAccess.Read, 0));
        while (reader.TryRead(out var packet))
        {
            // SYN has options, and nothing behind them.
            var isSyn = (packet.Data[33] & 2) != 0;
            var isForward = packet.Data[22] << 8 == (49151 & 0xFF00) && packet.Data[23] == (49151 & 0xFF);
            (isForward ? forward : back).AppendData(isSyn ? [] : packet.Data[Headers..]);
        }

        return (Convert.ToHexString(forward.GetHashAndReset()), Convert.ToHexString(back.GetHashAndReset()));
    }
}
