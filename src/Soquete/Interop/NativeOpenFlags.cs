using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>The kernel's numbers for <see cref="OpenFlags"/>: two of them differ between x64 and arm64.</summary>
internal static class NativeOpenFlags
{
    public const int CloseOnExec = 0x80000;
    public const int NonBlock = 0x800;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static readonly (OpenFlags Flag, int Native)[] Numbers =
    [
        (OpenFlags.WriteOnly, 0x1),
        (OpenFlags.ReadWrite, 0x2),
        (OpenFlags.Create, 0x40),
        (OpenFlags.Exclusive, 0x80),
        (OpenFlags.Truncate, 0x200),
        (OpenFlags.Append, 0x400),
        (OpenFlags.NonBlock, NonBlock),
        (OpenFlags.Directory, IsArm ? 0x4000 : 0x10000),
        (OpenFlags.NoFollow, IsArm ? 0x8000 : 0x20000),
        (OpenFlags.Path, 0x200000),
    ];

    /// <summary>The flags as open(2) takes them, with O_CLOEXEC.</summary>
    public static int Of(OpenFlags flags)
    {
        var native = CloseOnExec;
        foreach (var (flag, number) in Numbers)
        {
            native |= (flags & flag) != 0 ? number : 0;
        }

        return native;
    }
}
