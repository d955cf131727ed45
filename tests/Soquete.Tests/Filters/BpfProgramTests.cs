using System.Runtime.CompilerServices;
using Soquete.Filters;
using Soquete.Wire;

namespace Soquete.Tests.Filters;

/// <summary>Programs as the kernel, tcpdump and the interpreter have them.</summary>
public class BpfProgramTests
{
    private static readonly BpfInstruction Accept = new(0x06, 0, 0, uint.MaxValue);

    [Fact]
    public void Instruction_WhenLaidOut_ThenIsTheKernels() => Assert.Equal(8, Unsafe.SizeOf<BpfInstruction>());

    [Fact]
    public void Programs_WhenEmptyOrLong_ThenAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new BpfProgram());
        Assert.Throws<ArgumentException>(() => new BpfProgram(
            [.. Enumerable.Repeat(Accept, BpfProgram.MaxInstructions + 1)]));
        Assert.Equal(4096, new BpfProgram([.. Enumerable.Repeat(Accept, 4096)]).Instructions.Length);
    }

    [Theory]
    [InlineData(0xffff, 0, 0, 0u, "instruction 0: 0xffff is no instruction")]
    [InlineData(0x05, 0, 0, 1u, "instruction 0: it jumps beyond the end")]
    [InlineData(0x05, 0, 0, 0xffffffffu, "instruction 0: it jumps beyond the end")]
    [InlineData(0x15, 1, 0, 0u, "instruction 0: it jumps beyond the end")]
    [InlineData(0x15, 0, 1, 0u, "instruction 0: it jumps beyond the end")]
    [InlineData(0x34, 0, 0, 0u, "instruction 0: it divides by zero")]
    [InlineData(0x94, 0, 0, 0u, "instruction 0: it divides by zero")]
    [InlineData(0x64, 0, 0, 32u, "instruction 0: it shifts 32 bits by 32")]
    [InlineData(0x02, 0, 0, 16u, "instruction 0: there is no scratch word 16")]
    [InlineData(0x60, 0, 0, 3u, "instruction 0: scratch word 3 may not have been stored")]
    [InlineData(0x30, 0, 0, 0xfffff002u, "instruction 0: it loads what the kernel has not")]
    [InlineData(0x0e, 0, 0, 0u, "instruction 0: 0x0e is no instruction")]
    public void Program_WhenTheKernelWouldRefuseIt_ThenSaysWhere(
        ushort code, byte jumpTrue, byte jumpFalse, uint operand, string problem)
    {
        var refused = Assert.Throws<ArgumentException>(
            () => new BpfProgram(new BpfInstruction(code, jumpTrue, jumpFalse, operand), Accept));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_WhenItEndsWithoutAReturn_ThenSaysSo()
    {
        var refused = Assert.Throws<ArgumentException>(() => new BpfProgram(Accept, new BpfInstruction(0x80, 0, 0, 0)));
        Assert.Contains("the last instruction does not return", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scratch_WhenStoredOnOneWayAlone_ThenIsNotThere()
    {
        var refused = Assert.Throws<ArgumentException>(() => BpfProgram.ParseDecimal(
            """
            5
            48 0 0 0
            21 1 0 1
            2 0 0 4
            96 0 0 4
            22 0 0 0
            """));
        Assert.Contains("instruction 3: scratch word 4", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_WhenTcpdumpPrintsItsProgram_ThenIsTheSame()
    {
        string[] expressions = [.. FilterTable.For(LinkType.Ethernet)];
        var programs = await Tcpdump.ProgramsAsync(LinkType.Ethernet, expressions);
        var listings = await Tcpdump.CompileAsync(LinkType.Ethernet, expressions, "-d");
        var numbers = await Tcpdump.CompileAsync(LinkType.Ethernet, expressions, "-ddd");
        for (var at = 0; at < expressions.Length; at++)
        {
            if (listings[at] != $"{Tcpdump.RejectsAll}\n")
            {
                Assert.Equal(listings[at], $"{programs[at]}\n");
                Assert.Equal(numbers[at], $"{programs[at].ToDecimal()}\n");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("2\n6 0 0 1")]
    [InlineData("1\n6 0 0")]
    [InlineData("1\n6 0 0 -1")]
    [InlineData("1\n6 0 256 1")]
    [InlineData("one\n6 0 0 1")]
    public void Decimal_WhenItIsSomethingElse_ThenIsRefused(string text) =>
        Assert.Throws<FormatException>(() => BpfProgram.ParseDecimal(text));

    [Fact]
    public void Run_WhenALoadIsNotWholly_ThenRejects()
    {
        var word = new BpfProgram(new BpfInstruction(0x20, 0, 0, 1), Accept);
        Assert.True(word.Matches([0, 1, 2, 3, 4], 5));
        Assert.False(word.Matches([0, 1, 2, 3], 5));
        Assert.False(word.Matches([], 0));
        var far = new BpfProgram(new BpfInstruction(0x30, 0, 0, int.MaxValue), Accept);
        Assert.False(far.Matches([0, 1, 2, 3], 4));
        var link = new BpfProgram(new BpfInstruction(0x30, 0, 0, 0xffe00001), new BpfInstruction(0x16, 0, 0, 0));
        Assert.Equal(7u, link.Run([6, 7], 2));
        var network = new BpfProgram(new BpfInstruction(0x30, 0, 0, 0xfff00000), Accept);
        Assert.False(network.Matches([0, 1, 2, 3], 4));
    }

    [Fact]
    public void Run_WhenTheProgramAsksTheKernel_ThenTheFactsAnswer()
    {
        var facts = new BpfPacketFacts
        {
            PacketType = 4, Protocol = 0x0800, InterfaceIndex = 7, VlanTag = 0x200a, VlanProtocol = 0x88a8,
        };
        Assert.Equal(0x0800u, Ask(0, facts));
        Assert.Equal(4u, Ask(4, facts));
        Assert.Equal(7u, Ask(8, facts));
        Assert.Equal(0x200au, Ask(44, facts));
        Assert.Equal(1u, Ask(48, facts));
        Assert.Equal(0x88a8u, Ask(60, facts));
        Assert.Equal(0u, Ask(48, default));
        Assert.Equal(0u, Ask(20, facts));
    }

    [Fact]
    public void Ends_WhenRun_ThenTakeAllAndNothing()
    {
        Assert.Equal(uint.MaxValue, BpfProgram.AcceptAll.Run([], 0));
        Assert.False(BpfProgram.RejectAll.Matches([1], 1));
    }

    private static uint Ask(uint offset, BpfPacketFacts facts) =>
        new BpfProgram(new BpfInstruction(0x20, 0, 0, 0xfffff000 + offset), new BpfInstruction(0x16, 0, 0, 0))
            .Run([], 0, facts);
}
