using Soquete.Filters.Programs;

namespace Soquete.Filters;

/// <summary>
/// A classic BPF program: what a socket's filter is, attached in the kernel (SO_ATTACH_FILTER, socket(7)) or run here
/// over the packets of a capture.
/// </summary>
/// <remarks>Immutable, and safe for any number of threads. What is of this type, the kernel takes.</remarks>
public sealed class BpfProgram
{
    /// <summary>The most instructions that the kernel takes: BPF_MAXINSNS, 4096.</summary>
    public const int MaxInstructions = 4096;

    private readonly BpfInstruction[] _instructions;

    /// <summary>A program of these instructions, which are copied.</summary>
    /// <param name="instructions">1 to <see cref="MaxInstructions"/> of them.</param>
    /// <exception cref="ArgumentException">
    /// The kernel would not take it (bpf_check_classic): an unknown code, a jump beyond the end, no return at the end,
    /// a division by a constant zero, a shift beyond 31 bits, scratch memory beyond word 15 or loaded before it was
    /// stored, or too many instructions. The message has the instruction's number.
    /// </exception>
    public BpfProgram(params ReadOnlySpan<BpfInstruction> instructions)
    {
        if (ProgramCheck.Problem(instructions) is { } problem)
        {
            throw new ArgumentException($"The kernel would not take this program: {problem}.", nameof(instructions));
        }

        _instructions = instructions.ToArray();
    }

    /// <summary>A program that takes every packet whole.</summary>
    public static BpfProgram AcceptAll { get; } = new(new BpfInstruction(BpfCode.Return, 0, 0, uint.MaxValue));

    /// <summary>A program that takes no packet.</summary>
    public static BpfProgram RejectAll { get; } = new(new BpfInstruction(BpfCode.Return, 0, 0, 0));

    /// <summary>The instructions, in order: an array of <c>struct sock_filter</c>.</summary>
    public ReadOnlySpan<BpfInstruction> Instructions => _instructions;

    /// <summary>Reads a program as <c>tcpdump -ddd</c> writes it, and <see cref="ToDecimal"/> too.</summary>
    /// <param name="text">
    /// The number of instructions in a line, then for each a line with code, two jumps and operand, in decimal.
    /// </param>
    /// <exception cref="FormatException">The text is something else.</exception>
    /// <exception cref="ArgumentException">The kernel would not take the program.</exception>
    public static BpfProgram ParseDecimal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new BpfProgram(ProgramText.ReadDecimal(text));
    }

    /// <summary>Runs the program over a packet, as the kernel would.</summary>
    /// <remarks>
    /// It never throws and always ends: a load that is not within <paramref name="packet"/>, and a division by zero,
    /// end it with 0. A load from an offset that is counted from the network header (SKF_NET_OFF) does so too. A shift
    /// by X of more than 31 bits gives 0, as in libpcap; the kernel takes X modulo 32.
    /// </remarks>
    /// <param name="packet">What was captured of it, from its link's header on.</param>
    /// <param name="originalLength">How many bytes it had before it was cut.</param>
    /// <param name="facts">What is known of it beside its bytes, for the programs that ask.</param>
    /// <returns>How many of its bytes are wanted; 0 where it is rejected.</returns>
    public uint Run(ReadOnlySpan<byte> packet, int originalLength, in BpfPacketFacts facts = default) =>
        Interpreter.Run(_instructions, packet, (uint)originalLength, facts);

    /// <summary>Whether the program accepts a packet: <see cref="Run"/> gives more than 0.</summary>
    /// <param name="packet">What was captured of it, from its link's header on.</param>
    /// <param name="originalLength">How many bytes it had before it was cut.</param>
    /// <param name="facts">What is known of it beside its bytes, for the programs that ask.</param>
    public bool Matches(ReadOnlySpan<byte> packet, int originalLength, in BpfPacketFacts facts = default) =>
        Run(packet, originalLength, facts) != 0;

    /// <summary>The program in numbers, as <c>tcpdump -ddd</c> prints it.</summary>
    public string ToDecimal() => ProgramText.Decimal(_instructions);

    /// <summary>The program in words, as <c>tcpdump -d</c> prints it: a line an instruction.</summary>
    public override string ToString() => ProgramText.Listing(_instructions);
}
