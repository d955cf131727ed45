using Soquete.Filters;
using Soquete.Tests.Support;
using Soquete.Wire;
using Xunit.Abstractions;

namespace Soquete.Tests.Filters;

/// <summary>Our programs and tcpdump's take the same packets, in our interpreter and in libpcap's.</summary>
public class FilterAgreementTests(ITestOutputHelper output)
{
    private const int Packets = 5_000;
    private const int Joined = 200;

    /// <summary>Further than any offset that is computed from a packet's bytes in the table, but for a few.</summary>
    private const int Padding = 600;

    /// <summary>
    /// IPv6 in BSD's loopback header: tcpdump takes this machine's number for it in a live capture, and all others in a
    /// file. We take each.
    /// </summary>
    private static readonly byte[] BsdFamilies = [24, 28, 30];

    private static readonly byte[] LinuxFamily = [10];

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
        var corpus = Corpus(type, without: BsdFamilies);
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
    [InlineData(LinkType.Null)]
    public async Task Run_WhenTcpdumpReadsTheSameFile_ThenTheSamePacketsPass(LinkType type)
    {
        using var folder = new TemporaryFolder();
        var corpus = Corpus(type, without: LinuxFamily);
        await Tcpdump.WriteAsync(folder["corpus.pcap"], type, corpus);
        var compared = 0;
        foreach (var expression in FilterTable.For(type))
        {
            var program = PacketFilter.Parse(expression).Compile(type);
            if (await Tcpdump.FilterAsync(folder["corpus.pcap"], expression) is { } theirs)
            {
                AssertSame(
                    expression, corpus, place => theirs.Contains(place), place => Matches(program, corpus[place]));
                compared++;
            }
        }

        // A file's frames do not tell their direction, which tcpdump refuses to ask for.
        Assert.InRange(compared, FilterTable.For(type).Count - 4, FilterTable.For(type).Count);
    }

    /// <summary>
    /// In longer expressions tcpdump loads in an order of its own, which is told by packets that are cut in between:
    /// so these packets have more than is looked at. And libpcap 1.10's optimiser may drop a test that decides, as in
    /// <c>not (ether host A) or not (ether src and dst A)</c>: so it is told to leave its programs as they are (-O).
    /// </summary>
    [Fact]
    public async Task Compile_WhenExpressionsAreJoinedByChance_ThenBothTakeTheSameWholePackets()
    {
        var random = SeededRandom.Create(output);
        // A division by 0 ends a program, also where the test that divides decides nothing and is left out.
        string[] table = [.. FilterTable.For(LinkType.Ethernet)
            .Where(expression => expression.Length > 0 && !expression.Contains("/ ip[", StringComparison.Ordinal))];
        string[] expressions = [.. Enumerable.Range(0, Joined).Select(_ => Join(random, table))];
        CorpusPacket[] corpus =
        [
            .. from packet in PacketCorpus.Make(random, LinkType.Ethernet, Packets)
               select packet with { Bytes = [.. packet.Bytes, .. new byte[Padding]] },
        ];
        var theirs = await Tcpdump.ProgramsAsync(LinkType.Ethernet, expressions, "-O -ddd");
        for (var at = 0; at < expressions.Length; at++)
        {
            AssertAgree(
                expressions[at], PacketFilter.Parse(expressions[at]).Compile(LinkType.Ethernet), theirs[at], corpus);
        }
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

    private static string Join(Random random, string[] table)
    {
        var joined = random.Pick(table);
        for (var more = random.Next(1, 4); more > 0; more--)
        {
            var first = random.Next(3) == 0 ? $"({joined})" : joined;
            joined = $"{first} {random.Pick("and", "or", "and not", "or not")} ({random.Pick(table)})";
        }

        return joined;
    }

    /// <summary>
    /// Packets of the link; over BSD's loopback without those of some families, and without cut ones, since with more
    /// numbers for IPv6 than tcpdump's our program makes its loads in another order.
    /// </summary>
    private CorpusPacket[] Corpus(LinkType type, byte[] without)
    {
        var corpus = PacketCorpus.Make(SeededRandom.Create(output), type, Packets);
        return type != LinkType.Null ? corpus :
        [
            .. corpus.Where(packet => packet.Bytes.Length > 0 && !without.Contains(packet.Bytes[0])
                && packet.Bytes.Length == packet.OriginalLength),
        ];
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
            var (bytes, length) = corpus[place];
            Assert.True(
                theirs(place) == ours(place),
                $"{expression}: tcpdump says {theirs(place)} to {Convert.ToHexString(bytes)} of {length} bytes");
        }
    }

    private static bool Matches(BpfProgram program, CorpusPacket packet) =>
        program.Matches(packet.Bytes, packet.OriginalLength);
}
