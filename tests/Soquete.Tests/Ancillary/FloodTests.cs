using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Tests.Engines.IoUring;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Ancillary;

/// <summary>A peer that sends descriptors without end, to somebody who wants none.</summary>
[Collection(AloneCollection.Name)]
public class FloodTests
{
    private const int Messages = 1000;

    [Theory]
    [InlineData("stream", "portable")]
    [InlineData("dgram", "portable")]
    [InlineData("seqpacket", "portable")]
    [InlineData("stream", "io_uring")]
    [InlineData("dgram", "io_uring")]
    [InlineData("seqpacket", "io_uring")]
    public async Task Descriptors_WhenAFloodComesAndNobodyTakesThem_ThenTheirNumberIsBounded(string kind, string name)
    {
        var engine = name == "io_uring" ? RingEngines.ThreadPool : Engine.Portable;
        var end = $"@soquete-{Guid.NewGuid():N}";
        var before = Open();
        var (listener, accepted) = await AncillaryEnd.ListenAsync(kind, end, engine);
        await using (listener)
        {
            await using var sender = Child.Start(
                DescriptorPeer.Program, DescriptorPeer.Flood(PeerEnd.Connect(kind, end), Messages));
            await using var receiver = await accepted.Soon();
            var buffer = new byte[64];
            var most = 0;
            for (var i = 0; i < Messages; i++)
            {
                var arrived = await receiver.ReceiveAsync(buffer);
                Assert.Equal((1, 253, false), (arrived.Count, arrived.Descriptors!.Count, arrived.AreMissing));
                most = i % 50 == 0 ? Math.Max(most, Open()) : most;
            }

            Assert.InRange(most, before + 253, before + 253 + 50);
            await sender.EndAsync(0);
        }

        await Eventually.HoldsAsync(() => Open() <= before + 5);
    }

    /// <summary>Descriptors that are under way count against the sender's user (too_many_unix_fds, af_unix).</summary>
    [RootFact]
    public async Task Descriptors_WhenTooManyAreUnderWay_ThenTheSenderIsTold()
    {
        // Of this user alone, so that no other test is kept from sending.
        const uint User = 61234;
        const int MostInAPair = 150;
        using var device = File.OpenHandle("/dev/null");
        var flood = new AncillaryData { Descriptors = [.. Enumerable.Repeat(device, AncillaryData.MaxDescriptors)] };
        var pairs = new List<AncillaryPair>();
        var e = await Assert.ThrowsAsync<SoqueteException>(async () =>
        {
            while (pairs.Count < 100)
            {
                var pair = await AncillaryPair.OpenAsync("seqpacket", Engine.Default);
                pairs.Add(pair);
                for (var i = 0; i < MostInAPair; i++)
                {
                    await ThreadOfUser.Run(User, () => pair.Sender.SendAsync([1], flood));
                }
            }
        });
        Assert.Equal((nameof(Errno.ETOOMANYREFS), "sendmsg"), (e.ErrorName, e.Call));
        Assert.Contains("wait for their receivers", e.Remedy);
        foreach (var pair in pairs)
        {
            await pair.DisposeAsync();
        }
    }

    private static int Open() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
