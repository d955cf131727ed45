using System.Diagnostics;

namespace Soquete.Tests.Interop;

/// <summary>A real program to compare with.</summary>
internal static class Peer
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// What a program prints on both its outputs, which must not be more than a pipe holds on the second.
    /// </summary>
    public static async Task<(int Status, string Output, string Error)> RunAsync(
        string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, await output, await error);
    }
}
