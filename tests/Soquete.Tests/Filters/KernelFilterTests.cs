using Soquete.Filters;
using Soquete.Filters.Programs;
using Soquete.Tests.Support;
using Soquete.Wire;
using Xunit.Abstractions;

namespace Soquete.Tests.Filters;

/// <summary>The kernel takes the programs that we take, and runs them as we do.</summary>
public class KernelFilterTests(ITestOutputHelper output)
{
    private const int Packets = 1_000;
    private const int RandomPrograms = 5_000;
    private const int PacketsEach = 6;

    [Theory]
    [InlineData(LinkType.Ethernet)]
    [InlineData(LinkType.Raw)]
    [InlineData(LinkType.LinuxSll2)]
    public void Programs_WhenTheKernelRunsThem_ThenTheSamePacketsPass(LinkType type)
    {
        using var kernel = new KernelFilter();
        var corpus = PacketCorpus.Make(SeededRandom.Create(output), type, Packets);
        foreach (var expression in FilterTable.For(type))
        {
            var program = PacketFilter.Parse(expression).Compile(type);
            Assert.True(kernel.TryAttach(program.Instructions), expression);
            foreach (var packet in corpus)
            {
                Assert.True(
                    program.Matches(packet.Bytes, packet.Bytes.Length) == (kernel.Run(packet.Bytes) is not null),
                    $"{expression}: {Convert.ToHexString(packet.Bytes)}");
            }
        }
    }

    [Fact]
    public void RandomPrograms_WhenTheKernelJudgesAndRunsThem_ThenSoDoWe()
    {
        using var kernel = new KernelFilter();
        var random = SeededRandom.Create(output);
        var corpus = PacketCorpus.Make(random, LinkType.Ethernet, Packets);
        var taken = 0;
        for (var i = 0; i < RandomPrograms; i++)
        {
            var instructions = RandomProgram.Make(random);
            var problem = ProgramCheck.Problem(instructions);
            Assert.True(kernel.TryAttach(instructions) == (problem is null), $"{problem}\n{Text(instructions)}");
            taken += problem is null ? 1 : 0;
            for (var at = 0; at < PacketsEach && problem is null; at++)
            {
                AssertRunsAlike(kernel, new BpfProgram(instructions), random.Pick(corpus).Bytes);
            }
        }

        output.WriteLine($"{taken} of {RandomPrograms} were programs");
        Assert.InRange(taken, RandomPrograms / 5, RandomPrograms * 4 / 5);
    }

    private static void AssertRunsAlike(KernelFilter kernel, BpfProgram program, byte[] packet)
    {
        var wanted = program.Run(packet, packet.Length);
        int? expected = wanted == 0 ? null : (int)Math.Min(wanted, (uint)packet.Length);
        var passed = kernel.Run(packet);
        Assert.True(expected == passed, $"{passed}, not {expected}: {Convert.ToHexString(packet)}\n{program}");
    }

    private static string Text(BpfInstruction[] instructions) => string.Join('\n', instructions);
}
