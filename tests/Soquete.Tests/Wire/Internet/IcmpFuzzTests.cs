using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire.Internet;

/// <summary>
/// Real messages, cut and changed in every way: a view takes them or does not, what it takes can be read through, and
/// what it means can be written and read again.
/// </summary>
public class IcmpFuzzTests(ITestOutputHelper output)
{
    private const int Mutants = 20_000;

    private static readonly Dictionary<string, (Func<byte[], int> Read, byte[][] Corpus)> Protocols = new()
    {
        ["ICMP"] = (IcmpReading.Icmp, Payloads(typeof(IcmpPackets))),
        ["ICMPv6"] = (IcmpReading.Icmpv6, Payloads(typeof(Icmpv6Packets), typeof(NdPackets), typeof(MldPackets))),
        ["extensions"] = (IcmpReading.Extension,
        [
            Literal.Payload(IcmpPackets.MplsLabels)[136..], Literal.Payload(IcmpPackets.InterfaceInformation)[136..],
        ]),
        ["neighbour discovery"] = (IcmpReading.Nd, Payloads(typeof(NdPackets))),
        ["IGMP"] = (IcmpReading.Igmp, Payloads(typeof(IgmpPackets))),
        ["MLD"] = (IcmpReading.Mld, Payloads(typeof(MldPackets))),
    };

    public static TheoryData<string> Names => [.. Protocols.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Messages_WhenCutAnywhere_ThenAreReadOrRefused(string name)
    {
        var (read, corpus) = Protocols[name];
        foreach (var message in corpus)
        {
            Assert.True(read(message) >= 0);
            for (var length = 0; length < message.Length; length++)
            {
                // A copy of its own: nothing of what follows can be read by accident.
                Assert.InRange(read(message[..length]), -1, length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Messages_WhenDamaged_ThenAreReadOrRefused(string name)
    {
        var random = SeededRandom.Create(output);
        var (read, corpus) = Protocols[name];
        var taken = 0;
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutant.Of(random, corpus);
            var steps = read(mutant);
            // Each step takes at least a byte, so that the work is bounded.
            Assert.InRange(steps, -1, mutant.Length);
            taken += steps < 0 ? 0 : 1;
        }

        output.WriteLine($"{taken} of {Mutants} taken");
        Assert.InRange(taken, Mutants / 10, Mutants - 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Noise_WhenRead_ThenIsReadOrRefused(string name)
    {
        var random = SeededRandom.Create(output);
        var (read, corpus) = Protocols[name];
        for (var i = 0; i < Mutants; i++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            // The type of a message that there is, so that the noise behind it is looked at.
            var head = random.Pick(corpus);
            noise = [.. head[..Math.Min(random.Next(12), head.Length)], .. noise];
            Assert.InRange(read(noise), -1, noise.Length);
        }
    }

    private static byte[][] Payloads(params Type[] packets) => [.. Literal.All(packets).Select(Literal.Payload)];
}
