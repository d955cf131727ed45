using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Launching;

public sealed class LauncherTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Command_WhenRunTwice_ThenIsBuiltOnceWithOneLineOfProgress()
    {
        var first = (await _checkout.Launch()).Succeeded();
        Assert.Matches(@"^soquete: building the command \(once; [^\n]*native for net10\.0 … \d+ s\n$", first.Errors);
        var second = (await _checkout.Launch()).Succeeded();
        Assert.StartsWith("native (net10.0)", second.Output);
        Assert.Empty(second.Errors);
        Assert.Single(_checkout.Builds);
    }

    [Fact]
    public async Task Command_WhenASourceHasChanged_ThenIsBuiltAgain()
    {
        (await _checkout.Launch()).Succeeded();
        await File.AppendAllTextAsync(_checkout.Source, "2\n");
        var again = (await _checkout.Launch()).Succeeded();
        Assert.Contains("the sources have changed", again.Errors);
        Assert.Equal(2, _checkout.Builds.Length);
    }

    [Fact]
    public async Task Command_WhenASourceIsNewOrGone_ThenIsBuiltAgain()
    {
        (await _checkout.Launch()).Succeeded();
        var added = Path.Combine(_checkout.Root, "src", "b.cs");
        await File.WriteAllTextAsync(added, "1\n");
        (await _checkout.Launch()).Succeeded();
        Assert.Equal(2, _checkout.Builds.Length);
        File.Delete(added);
        (await _checkout.Launch()).Succeeded();
        Assert.Equal(3, _checkout.Builds.Length);
    }

    [Fact]
    public async Task Command_WhenASourceIsOnlyTouched_ThenIsNotBuilt()
    {
        (await _checkout.Launch()).Succeeded();
        File.SetLastWriteTimeUtc(_checkout.Source, DateTime.UtcNow);
        var touched = (await _checkout.Launch()).Succeeded();
        Assert.Empty(touched.Errors);
        Assert.Single(_checkout.Builds);
    }

    [Fact]
    public async Task Arguments_WhenOdd_ThenArriveAsTheyWere()
    {
        string[] odd = ["", "a  b", "*", "$HOME", "it's", "two\nlines", "--", "-n"];
        var run = (await _checkout.Launch(odd)).Succeeded();
        Assert.EndsWith(string.Concat(odd.Select(argument => $"[{argument}]\n")), run.Output);
    }

    [Fact]
    public async Task StandardInput_WhenABuildComesFirst_ThenIsTheCommandsAlone()
    {
        var run = await Finished.Run(_checkout.Start(Path.Combine(_checkout.Root, "soquete"), "x"), "all\nof it");
        Assert.EndsWith("[x]\nall\nof it", run.Succeeded().Output);
    }

    [Fact]
    public async Task Launcher_WhenCalledThroughALinkOrARelativePath_ThenFindsItsCheckout()
    {
        const string Script = "ln -s \"$1/soquete\" link && ./link a && \"${1##*/}/soquete\" b";
        var run = (await Finished.Run(_checkout.Start("/bin/sh", "-c", Script, "sh", _checkout.Root))).Succeeded();
        Assert.Contains("[a]\n", run.Output);
        Assert.Contains("[b]\n", run.Output);
        Assert.Single(_checkout.Builds);
    }

    [Fact]
    public async Task Command_WhenRun_ThenHasTheLaunchersProcess()
    {
        (await _checkout.Launch()).Succeeded();
        var start = _checkout.Start("/bin/sh", "-c", "echo $$; exec \"$1/soquete\"", "sh", _checkout.Root);
        var lines = (await Finished.Run(start)).Succeeded().Output.Split('\n');
        Assert.Equal($"native (net10.0) {lines[0]}", lines[1]);
    }
}
