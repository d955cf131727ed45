namespace Soquete.Filters.Programs;

/// <summary>The instructions that the kernel knows (linux/bpf_common.h, chk_code_allowed).</summary>
internal static class BpfCode
{
    public const ushort LoadWord = 0x20;
    public const ushort LoadHalf = 0x28;
    public const ushort LoadByte = 0x30;
    public const ushort LoadWordAtIndex = 0x40;
    public const ushort LoadHalfAtIndex = 0x48;
    public const ushort LoadByteAtIndex = 0x50;
    public const ushort LoadConstant = 0x00;
    public const ushort LoadScratch = 0x60;
    public const ushort LoadLength = 0x80;

    public const ushort LoadIndexConstant = 0x01;
    public const ushort LoadIndexScratch = 0x61;
    public const ushort LoadIndexLength = 0x81;

    /// <summary>X becomes four times the low half of a byte: the length of an IPv4 header.</summary>
    public const ushort LoadIndexHeaderLength = 0xb1;

    public const ushort Store = 0x02;
    public const ushort StoreIndex = 0x03;

    public const ushort Add = 0x04;
    public const ushort Subtract = 0x14;
    public const ushort Multiply = 0x24;
    public const ushort Divide = 0x34;
    public const ushort Or = 0x44;
    public const ushort And = 0x54;
    public const ushort ShiftLeft = 0x64;
    public const ushort ShiftRight = 0x74;
    public const ushort Negate = 0x84;
    public const ushort Modulo = 0x94;
    public const ushort Xor = 0xa4;

    public const ushort Jump = 0x05;
    public const ushort JumpEqual = 0x15;
    public const ushort JumpGreater = 0x25;
    public const ushort JumpGreaterOrEqual = 0x35;
    public const ushort JumpAnySet = 0x45;

    public const ushort Return = 0x06;
    public const ushort ReturnAccumulator = 0x16;

    public const ushort CopyToIndex = 0x07;
    public const ushort CopyFromIndex = 0x87;

    /// <summary>Added to an operation or a test whose second operand is X.</summary>
    public const ushort WithIndex = 0x08;

    public const int ScratchWords = 16;

    public const int ClassMask = 0x07;
    public const int LoadClass = 0x00;
    public const int LoadIndexClass = 0x01;
    public const int ArithmeticClass = 0x04;
    public const int JumpClass = 0x05;
    public const int ReturnClass = 0x06;
    public const int MiscellaneousClass = 0x07;

    public const int SizeMask = 0x18;
    public const int HalfSize = 0x08;
    public const int ByteSize = 0x10;

    /// <summary>Whether an instruction has a test, and two places to go on.</summary>
    public static bool IsConditionalJump(ushort code) => (code & ClassMask) == JumpClass && code != Jump;

    /// <summary>Whether the kernel would take an instruction of this code.</summary>
    public static bool IsKnown(ushort code) => (code & ClassMask) switch
    {
        ArithmeticClass => (code & ~WithIndex) is Add or Subtract or Multiply or Divide or Or or And or ShiftLeft
            or ShiftRight or Modulo or Xor || code == Negate,
        JumpClass => code == Jump
            || (code & ~WithIndex) is JumpEqual or JumpGreater or JumpGreaterOrEqual or JumpAnySet,
        _ => IsKnownMove(code),
    };

    private static bool IsKnownMove(ushort code) => code is LoadWord or LoadHalf or LoadByte or LoadWordAtIndex
        or LoadHalfAtIndex or LoadByteAtIndex or LoadConstant or LoadScratch or LoadLength or LoadIndexConstant
        or LoadIndexScratch or LoadIndexLength or LoadIndexHeaderLength or Store or StoreIndex or Return
        or ReturnAccumulator or CopyToIndex or CopyFromIndex;
}
