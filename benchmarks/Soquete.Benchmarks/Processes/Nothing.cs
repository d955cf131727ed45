using Microsoft.Win32.SafeHandles;

namespace Soquete.Benchmarks.Processes;

/// <summary>The standard descriptors of a process that is given none.</summary>
internal static class Nothing
{
    /// <summary>Where what the processes complain of is kept, for whoever looks into a failure.</summary>
    public static readonly string ErrorsPath =
        Path.Combine(Path.GetTempPath(), $"soquete-benchmarks-{Environment.ProcessId}.log");

    public static readonly SafeFileHandle Input =
        File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    public static readonly SafeFileHandle Output =
        File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    public static readonly SafeFileHandle Errors =
        new FileStream(ErrorsPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite).SafeFileHandle;
}
