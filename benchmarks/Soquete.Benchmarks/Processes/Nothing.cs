using Microsoft.Win32.SafeHandles;

namespace Soquete.Benchmarks.Processes;

/// <summary>The standard descriptors of a process that is given none.</summary>
internal static class Nothing
{
    public static readonly SafeFileHandle Input =
        File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    public static readonly SafeFileHandle Output =
        File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    public static readonly SafeFileHandle Errors =
        new FileStream(Scratch.ErrorsPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite).SafeFileHandle;
}
