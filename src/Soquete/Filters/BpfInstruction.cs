using System.Runtime.InteropServices;

namespace Soquete.Filters;

/// <summary>One instruction of classic BPF: <c>struct sock_filter</c> of linux/filter.h, 8 bytes.</summary>
/// <param name="Code">Class, size, mode, operation and source, as linux/bpf_common.h numbers them.</param>
/// <param name="JumpTrue">How many instructions a conditional jump skips where its test holds.</param>
/// <param name="JumpFalse">How many it skips where the test does not hold.</param>
/// <param name="Operand">The constant, offset, scratch word or distance of an unconditional jump: <c>k</c>.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct BpfInstruction(ushort Code, byte JumpTrue, byte JumpFalse, uint Operand);
