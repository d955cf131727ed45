using System.Diagnostics;

namespace Soquete.House.Tests.Source;

/// <summary>A process that has run to its end, with what it wrote.</summary>
internal sealed record Finished(string Command, int Status, string Output, string Errors)
{
    /// <summary>For a build on a slow machine; one that takes longer hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>What <c>dotnet test</c> leaves in the environment, and another SDK command would misread.</summary>
    private static readonly string[] NotInherited = ["MSBUILD", "VSTEST", "DOTNET_HOST", "COREHOST"];

    public static Task<Finished> Dotnet(string folder, params string[] arguments) =>
        Run("dotnet", folder, "", arguments);

    public static Task<Finished> Run(string file, string folder, string input, params string[] arguments) =>
        Run(new ProcessStartInfo(file, arguments) { WorkingDirectory = folder }, input);

    public static async Task<Finished> Run(ProcessStartInfo start, string input = "")
    {
        var command = $"{Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)}";
        using var process = Process.Start(Redirected(start))!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new Finished(command, process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} did not end within {Limit}.");
        }
    }

    /// <summary>This, when it ended with status 0; a failed test with what it wrote otherwise.</summary>
    public Finished Succeeded()
    {
        Assert.True(Status == 0, $"{Command} ended with status {Status}:\n{Output}{Errors}");
        return this;
    }

    private static ProcessStartInfo Redirected(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestHost).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    private static bool IsOfTheTestHost(string name) =>
        NotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
