using Soquete.Dissection;
using Soquete.Tests.Support;
using Soquete.Tests.Wire;
using Xunit.Abstractions;

namespace Soquete.Tests.Dissection;

/// <summary>Lines of whole conversations, each against tcpdump's.</summary>
public class TrafficLineTests(ITestOutputHelper output)
{
    [RootFact]
    public async Task Traffic_WhenTold_ThenAsTcpdumpTellsIt()
    {
        using var folder = new TemporaryFolder();
        await MixedTraffic.RecordAsync(folder["mixed.pcap"]);
        await CheckAsync(folder["mixed.pcap"]);
    }

    [RootFact]
    public async Task Traffic_WhenCut_ThenStillTold()
    {
        using var folder = new TemporaryFolder();
        var path = folder["cut.pcap"];
        await MixedTraffic.RecordAsync(path, "-s", "100");
        var (theirs, ours) = (await TcpdumpLines.TheirsAsync(path), TcpdumpLines.Ours(path));
        // Where the cut goes through a message, each tells what is left of it in its own words.
        var same = theirs.Zip(ours).Where(pair => !IsCut(pair.First) && !IsCut(pair.Second)).ToList();
        Assert.True(same.Count > 50, string.Join('\n', ours));
        TcpdumpLines.AssertSame([.. same.Select(pair => pair.First)], [.. same.Select(pair => pair.Second)]);
        Assert.Contains(ours, line => line.EndsWith("[|domain]", StringComparison.Ordinal));
    }

    [RootFact]
    public async Task KernelTraffic_WhenTold_ThenAsTcpdumpTellsIt()
    {
        using var folder = new TemporaryFolder();
        await KernelTraffic.RecordAsync(folder["ethernet.pcap"], folder["cooked.pcap"]);
        await CheckAsync(folder["ethernet.pcap"]);
        var cooked = folder["cooked.pcap"];
        // tcpdump takes the number of an interface there for that of one here.
        TcpdumpLines.AssertSame(
            [.. (await TcpdumpLines.TheirsAsync(cooked)).Select(WithoutInterface)],
            [.. TcpdumpLines.Ours(cooked).Select(WithoutInterface)]);
    }

    private static bool IsCut(string line) =>
        line.Contains("[|", StringComparison.Ordinal)
        || line.Contains("HTTP", StringComparison.Ordinal);

    private static string WithoutInterface(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Take(1).Concat(words.Skip(2)));
    }

    private async Task CheckAsync(string path)
    {
        var theirs = await TcpdumpLines.TheirsAsync(path);
        output.WriteLine($"{theirs.Length} packets");
        Assert.True(theirs.Length > 100, string.Join('\n', theirs));
        TcpdumpLines.AssertSame(theirs, TcpdumpLines.Ours(path));
        TcpdumpLines.AssertSame(
            await TcpdumpLines.TheirsAsync(path, "-S"),
            TcpdumpLines.Ours(path, new PacketTextOptions { AbsoluteSequenceNumbers = true }));
    }
}
