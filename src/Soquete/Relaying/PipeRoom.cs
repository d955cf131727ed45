using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Relaying;

/// <summary>
/// Room in the pipes at a relay's ends. A pipe holds 64 KiB unless told otherwise (pipe(7)), and each filling wakes a
/// process at both of its ends.
/// </summary>
internal static class PipeRoom
{
    /// <summary>More was measured to gain little, and counts against the user's share of pipe pages.</summary>
    public const int Bytes = 256 * 1024;

    /// <summary>Makes room where the descriptor is a pipe with less, and says what it is.</summary>
    public static FileKind Widen(SafeHandle descriptor)
    {
        var kind = NativeFile.KindOf(descriptor);
        if (kind == FileKind.Pipe && NativeFile.PipeSize(descriptor) is >= 0 and < Bytes)
        {
            // EPERM: the user's share of pipe pages is used up (pipe-user-pages-soft). The pipe serves as it is.
            _ = NativeFile.SetPipeSize(descriptor, Bytes);
        }

        return kind;
    }
}
