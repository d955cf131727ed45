using System.Diagnostics;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>ip(8), run to its end. That it fails is a failed test, also where namespaces are not allowed.</summary>
internal static class IpCommand
{
    public static Task<string> RunAsync(params string[] words) => RunAsync(words, "");

    /// <summary>Runs many commands in one process, a line each.</summary>
    public static Task<string> RunAllAsync(string lines) => RunAsync(["-batch", "-"], lines);

    /// <summary>The same in a namespace.</summary>
    public static Task<string> RunAllAsync(string inside, string lines) =>
        RunAsync(["-netns", inside, "-batch", "-"], lines);

    private static async Task<string> RunAsync(string[] words, string input)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", words)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Limits.Event);
        Assert.True(
            process.ExitCode == 0,
            $"ip {string.Join(' ', words)}: status {process.ExitCode}\n{input}\n{await output}{await errors}");
        return await output;
    }
}
