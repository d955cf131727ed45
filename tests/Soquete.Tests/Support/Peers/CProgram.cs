using System.Collections.Concurrent;
using System.Diagnostics;

namespace Soquete.Tests.Support.Peers;

/// <summary>A peer in C: compiled once in a run of the tests, however many ask for it.</summary>
internal static class CProgram
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Built = new();

    private static readonly Lazy<string> Folder = new(CreateFolder);

    /// <summary>Compiles a source with gcc; a warning is an error.</summary>
    /// <param name="source">One file in C, which sees what _GNU_SOURCE shows.</param>
    /// <returns>The program's path.</returns>
    public static Task<string> BuildAsync(string source) =>
        Built.GetOrAdd(source, key => new Lazy<Task<string>>(() => CompileAsync(key))).Value;

    private static async Task<string> CompileAsync(string source)
    {
        var program = Path.Combine(Folder.Value, Guid.NewGuid().ToString("N"));
        using var compiler = Process.Start(new ProcessStartInfo(
            "gcc", ["-O2", "-Wall", "-Wextra", "-Werror", "-pthread", "-D_GNU_SOURCE", "-x", "c", "-", "-o", program])
        {
            RedirectStandardInput = true, RedirectStandardError = true,
        })!;
        var errors = compiler.StandardError.ReadToEndAsync();
        await compiler.StandardInput.WriteAsync(source);
        compiler.StandardInput.Close();
        await compiler.WaitForExitAsync().WaitAsync(Limits.Transfer);
        Assert.True(compiler.ExitCode == 0, await errors);
        return program;
    }

    private static string CreateFolder()
    {
        var folder = Directory.CreateTempSubdirectory("sq-c-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
