namespace Soquete.Cli.Tests.Support;

/// <summary>Runs of the command under test, from start to end.</summary>
internal static class TheCommand
{
    /// <summary>Runs it with nothing on standard input.</summary>
    public static async Task<Run> RunAsync(params string[] arguments)
    {
        await using var child = Child.Command(arguments);
        child.CompleteInput();
        return await child.EndAsync();
    }

    public static async Task<bool> IsNativeAsync() =>
        (await RunAsync("--version")).Output.Contains("(native", StringComparison.Ordinal);

    /// <summary>Runs a bash script in which <c>$SOQUETE</c> is the command.</summary>
    public static async Task<Run> ScriptAsync(string script, params (string Name, string Value)[] variables)
    {
        await using var child = Child.Script(script, variables);
        child.CompleteInput();
        return await child.EndAsync(Limits.Transfer);
    }

    /// <summary>
    /// Runs it and checks the failure: nothing on standard output, one line on standard error, and this status.
    /// </summary>
    public static async Task<string> FailAsync(ExitStatus status, params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.True(run.Status == (int)status, run.ToString());
        Assert.Empty(run.Output);
        Assert.StartsWith("soquete: ", run.ErrorLine);
        return run.ErrorLine["soquete: ".Length..];
    }
}
