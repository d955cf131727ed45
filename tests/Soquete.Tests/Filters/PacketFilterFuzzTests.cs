using Soquete.Filters;
using Soquete.Tests.Support;
using Soquete.Wire;
using Xunit.Abstractions;

namespace Soquete.Tests.Filters;

/// <summary>Whatever is written, it is compiled to what the kernel would take, or refused with its column.</summary>
public class PacketFilterFuzzTests(ITestOutputHelper output)
{
    private const int Sequences = 20_000;
    private const int Texts = 20_000;
    private const int Mutations = 20_000;

    private static readonly LinkType[] Links = Enum.GetValues<LinkType>();

    private static readonly string[] Words =
    [
        "and", "or", "not", "&&", "||", "!", "(", ")", "[", "]", ":", "=", "==", "!=", "<", ">", "<=", ">=", "+", "-",
        "*", "/", "%", "&", "|", "^", "<<", ">>", "src", "dst", "host", "net", "mask", "port", "portrange", "proto",
        "ether", "ip", "ip6", "arp", "rarp", "tcp", "udp", "icmp", "icmp6", "sctp", "igmp", "stp", "iso", "broadcast",
        "multicast", "vlan", "less", "greater", "len", "inbound", "outbound", "ifindex", "10.0.0.1", "10.1", "fd00::1",
        "::", "02:00:00:00:00:01", "80", "0", "65535", "65536", "0xffffffff", "4294967295", "32", "33", "017", "http",
        "80-90", "\\tcp", "tcpflags", "tcp-syn", "icmp-echo", "mpls", "gateway", "nobody", "255.255.0.0", "/8", "[0]",
        "ip[0]", "tcp[13]", "len > 5", "port 80", "host 10.0.0.1",
    ];

    [Fact]
    public void Words_WhenInAnyOrder_ThenAreCompiledOrRefused()
    {
        var random = SeededRandom.Create(output);
        var compiled = 0;
        for (var i = 0; i < Sequences; i++)
        {
            var count = random.Next(1, 12);
            var words = Enumerable.Range(0, count).Select(_ => random.Pick(Words));
            compiled += Try(random, string.Join(' ', words)) ? 1 : 0;
        }

        output.WriteLine($"{compiled} of {Sequences} were expressions");
        Assert.InRange(compiled, 100, Sequences);
    }

    [Fact]
    public void Characters_WhenInAnyOrder_ThenAreCompiledOrRefused()
    {
        const string Likely = "()[]:=!<>+-*/%&|^\\ 0123456789abcdefx.-_\t\n\0é‮\ud800";
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Texts; i++)
        {
            var text = new char[random.Next(40)];
            for (var at = 0; at < text.Length; at++)
            {
                text[at] = random.Next(10) == 0 ? (char)random.Next(0x10000) : Likely[random.Next(Likely.Length)];
            }

            Try(random, new string(text));
        }
    }

    [Fact]
    public void Expressions_WhenDamagedOrJoined_ThenAreCompiledOrRefused()
    {
        var random = SeededRandom.Create(output);
        var table = FilterTable.For(LinkType.Ethernet).ToArray();
        var compiled = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var text = random.Pick(table);
            for (var joined = random.Next(3); joined > 0; joined--)
            {
                text = $"{text} {random.Pick("and", "or", "and not", "or not")} ({random.Pick(table)})";
            }

            compiled += Try(random, random.Coin() ? text : Damaged(random, text)) ? 1 : 0;
        }

        Assert.InRange(compiled, Mutations / 4, Mutations);
    }

    /// <summary>Whether it was an expression. No other exception comes than the one that is promised.</summary>
    private static bool Try(Random random, string expression)
    {
        try
        {
            var filter = PacketFilter.Parse(expression).Resolve(_ => [System.Net.IPAddress.Loopback]);
            Assert.NotEmpty(filter.Compile(random.Pick(Links)).Instructions.ToArray());
            return true;
        }
        catch (PacketFilterException refused)
        {
            Assert.InRange(refused.Column, 1, expression.Length + 1);
            Assert.DoesNotContain('\n', refused.Message);
            return false;
        }
    }

    private static string Damaged(Random random, string text)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(3) switch
        {
            0 => text[..at],
            1 => text.Insert(at, random.Pick(Words)),
            _ => text.Remove(at, Math.Min(random.Next(4), text.Length - at)),
        };
    }
}
