namespace Soquete.House.Tests.Launching;

public sealed class LauncherFallbackTests
{
    [Fact]
    public async Task Build_WhenThePackForNet10IsNowhere_ThenIsForNet9AndAsksOnce()
    {
        using var checkout = new Checkout { Mode = "no-pack" };
        var first = (await checkout.Launch()).Succeeded();
        Assert.StartsWith("native (net9.0)", first.Output);
        Assert.Contains("its compiler pack does not restore here", first.Errors);
        Assert.Single(first.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await File.AppendAllTextAsync(checkout.Source, "2\n");
        (await checkout.Launch()).Succeeded();
        Assert.Equal(["net10.0", "net9.0", "net9.0"], checkout.Builds.Select(Framework));
    }

    [Fact]
    public async Task Build_WhenTheNativeOneFails_ThenIsReadyToRun()
    {
        using var checkout = new Checkout { Mode = "no-link" };
        var run = (await checkout.Launch()).Succeeded();
        Assert.StartsWith("ReadyToRun (net10.0)", run.Output);
        Assert.Contains("it does not compile or link here (artifacts/launcher/build.log)", run.Errors);
    }

    [Fact]
    public async Task Build_WhenThereIsNoCompiler_ThenIsReadyToRunUntilThereIsOne()
    {
        using var checkout = new Checkout(withCompiler: false);
        var without = (await checkout.Launch()).Succeeded();
        Assert.StartsWith("ReadyToRun (net10.0)", without.Output);
        Assert.Contains("no C compiler (clang or gcc) was found", without.Errors);
        Assert.Empty((await checkout.Launch()).Succeeded().Errors);
        checkout.AddTool("gcc", "#!/bin/sh\n");
        Assert.StartsWith("native (net10.0)", (await checkout.Launch()).Succeeded().Output);
    }

    [Fact]
    public async Task Build_WhenTheSourcesAreWrong_ThenSaysWhereAndTriesNoOtherKind()
    {
        using var checkout = new Checkout { Mode = "broken" };
        var run = await checkout.Launch();
        Assert.Equal(1, run.Status);
        Assert.Empty(run.Output);
        Assert.Contains("src/a.cs(1,1): error CS1002: ; expected", run.Errors);
        Assert.Contains("artifacts/launcher/build.log", run.Errors);
        Assert.Single(checkout.Builds);
    }

    [Fact]
    public async Task Build_WhenNothingCanBeWritten_ThenSaysSo()
    {
        using var checkout = new Checkout();
        await File.WriteAllTextAsync(Path.Combine(checkout.Root, "artifacts"), "a file in its place");
        var run = await checkout.Launch();
        Assert.Equal(1, run.Status);
        Assert.Contains("artifacts cannot be written", run.Errors);
    }

    private static string Framework(string build) => build.Split(" -f ")[1].Split(' ')[0];
}
