using Soquete.Raw;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire.Captures;
using Xunit.Abstractions;

namespace Soquete.Tests.Raw;

/// <summary>tcpdump(8) on the same interface sees the same.</summary>
public class PacketCaptureComparisonTests(ITestOutputHelper output)
{
    private const int Count = 150;

    [RootFact]
    public async Task Frames_WhenTcpdumpListensToo_ThenBothSeeTheSame()
    {
        await using var pair = await VethPair.CreateAsync();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "peer.pcap");
        await using var tcpdump = pair.Right.Namespace.Start(
            "tcpdump", "-i", pair.Right.Interface, "-w", file, "-U", "--immediate-mode", "-s", "2000", "-B", "8192",
            "--nano", "-Z", "root");
        await tcpdump.LineAsync("listening on");
        await using var socket = await pair.Right.OpenAsync(",receive-buffer=1M");
        await using var ring = await pair.Right.OpenRingAsync();
        await using var sender = await pair.Left.OpenAsync();
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Count; i++)
        {
            sender.Send(PacketTestFrame.Of(i, random.Next(18, 1500), tag: random.Coin() ? (ushort)(i + 1) : null));
        }

        sender.Send(Last);
        var ours = await UntilLastAsync(socket);
        var inRing = new List<SeenFrame>();
        while (!inRing.Exists(IsLast))
        {
            inRing.AddRange(await ring.ReadAsync(1));
        }

        await Eventually.HoldsAsync(() => Read(file).Exists(bytes => bytes.AsSpan().SequenceEqual(Last)));
        var theirs = Texts(Read(file));
        Assert.Equal(Count + 1, theirs.Count(text => text.Contains("88B5", StringComparison.Ordinal)));
        Assert.Equal(theirs, Texts(ours));
        Assert.Equal(theirs, Texts(inRing.Select(seen => seen.Bytes)));
    }

    private static byte[] Last => PacketTestFrame.Of(int.MaxValue, 99);

    private static bool IsLast(SeenFrame seen) => seen.Bytes.AsSpan().SequenceEqual(Last);

    private static async Task<List<byte[]>> UntilLastAsync(PacketSocket socket)
    {
        var all = new List<byte[]>();
        while (all.Count == 0 || !all[^1].AsSpan().SequenceEqual(Last))
        {
            all.Add((await socket.ReceiveWholeAsync()).Bytes);
        }

        return all;
    }

    /// <summary>
    /// From the first frame of the tests' on to the last: what the hosts say by themselves before is not in all of
    /// them.
    /// </summary>
    private static List<string> Texts(IEnumerable<byte[]> frames)
    {
        var texts = frames.Select(Convert.ToHexString).ToList();
        var first = texts.FindIndex(text => text.Contains("88B5", StringComparison.Ordinal));
        return texts[first..(texts.IndexOf(Convert.ToHexString(Last)) + 1)];
    }

    private static List<byte[]> Read(string file)
    {
        var packets = new List<byte[]>();
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new CaptureReader(stream);
        while (reader.TryRead(out var packet))
        {
            packets.Add(packet.Data.ToArray());
        }

        return packets;
    }
}
