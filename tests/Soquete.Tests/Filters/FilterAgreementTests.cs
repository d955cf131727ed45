using System.Globalization;
using Soquete.Filters;
using Soquete.Tests.Support;
using Soquete.Wire;
using Xunit.Abstractions;

namespace Soquete.Tests.Filters;

/// <summary>Our programs and tcpdump's take the same packets, in our interpreter and in libpcap's.</summary>
public class FilterAgreementTests(ITestOutputHelper output)
{
    private const int Packets = 5_000;

    [Theory]
    [InlineData(LinkType.Ethernet)]
    [InlineData(LinkType.Raw)]
    [InlineData(LinkType.LinuxSll)]
    [InlineData(LinkType.LinuxSll2)]
    [InlineData(LinkType.Null)]
    [InlineData(LinkType.Ipv4)]
    [InlineData(LinkType.Ipv6)]
    public async Task Compile_WhenTcpdumpCompilesTheSame_ThenBothTakeTheSamePackets(LinkType type)
    {
        var corpus = PacketCorpus.Make(SeededRandom.Create(output), type, Packets);
        var expressions = FilterTable.For(type);
        var theirs = await Tcpdump.ProgramsAsync(type, expressions);
        var (ours, others) = (0, 0);
        for (var at = 0; at < expressions.Count; at++)
        {
            var program = PacketFilter.Parse(expressions[at]).Compile(type);
            AssertAgree(expressions[at], program, theirs[at], corpus);
            ours += program.Instructions.Length;
            others += theirs[at].Instructions.Length;
        }

        output.WriteLine($"{expressions.Count} expressions: {ours} instructions; tcpdump {others}");
    }

    [Theory]
    [InlineData(LinkType.Ethernet)]
    [InlineData(LinkType.LinuxSll2)]
    public async Task Run_WhenTcpdumpReadsTheSameFile_ThenTheSamePacketsPass(LinkType type)
    {
        using var folder = new TemporaryFolder();
        var corpus = PacketCorpus.Make(SeededRandom.Create(output), type, Packets);
        await Tcpdump.WriteAsync(folder["corpus.pcap"], type, corpus);
        var compared = 0;
        foreach (var expression in FilterTable.For(type))
        {
            var program = PacketFilter.Parse(expression).Compile(type);
            if (await Tcpdump.FilterAsync(folder["corpus.pcap"], expression) is { } theirs)
            {
                AssertSame(expression, corpus, place => theirs.Contains(place), place => Matches(program, corpus[place]));
                compared++;
            }
        }

        // A file's frames do not tell their direction, which tcpdump refuses to ask for.
        Assert.InRange(compared, FilterTable.For(type).Count - 4, FilterTable.For(type).Count);
    }

    /// <summary>An answer that is always no, or always yes, would agree on little.</summary>
    [Fact]
    public void Corpus_WhenFiltered_ThenMostExpressionsTakeSomeAndLeaveSome()
    {
        var corpus = PacketCorpus.Make(SeededRandom.Create(output), LinkType.Ethernet, Packets);
        var expressions = FilterTable.For(LinkType.Ethernet);
        var telling = expressions.Count(expression =>
        {
            var program = PacketFilter.Parse(expression).Compile(LinkType.Ethernet);
            var taken = corpus.Count(packet => Matches(program, packet));
            return taken > 0 && taken < corpus.Length;
        });
        Assert.InRange(telling, expressions.Count * 9 / 10, expressions.Count);
    }

    private static void AssertAgree(string expression, BpfProgram ours, BpfProgram theirs, CorpusPacket[] corpus) =>
        AssertSame(
            $"{expression}\n{ours}\ntcpdump:\n{theirs}",
            corpus,
            place => Matches(theirs, corpus[place]),
            place => Matches(ours, corpus[place]));

    private static void AssertSame(
        string expression, CorpusPacket[] corpus, Func<int, bool> theirs, Func<int, bool> ours)
    {
        for (var place = 0; place < corpus.Length; place++)
        {
            Assert.True(theirs(place) == ours(place), string.Create(
                CultureInfo.InvariantCulture,
                $"{expression}: tcpdump says {theirs(place)} to {Convert.ToHexString(corpus[place].Bytes)} of {corpus[place].OriginalLength}"));
        }
    }

    private static bool Matches(BpfProgram program, CorpusPacket packet) =>
        program.Matches(packet.Bytes, packet.OriginalLength);
}
