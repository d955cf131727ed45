using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Layers;

/// <summary>Calls that nothing which ships makes, as its metadata names them: no spelling hides one.</summary>
public class BannedCallTests
{
    private static readonly string[] Banned =
    [
        "System.Threading.Thread.Sleep",
        "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.WaitAll",
        "System.Threading.Tasks.Task.WaitAny",
        "System.Threading.Tasks.Task`1.get_Result",
        "System.DateTime.get_Now",
        "System.DateTimeOffset.get_Now",
        "System.NotImplementedException..ctor",
        "System.GC.Collect",
    ];

    [Fact]
    public void Library_WhenItCalls_ThenNothingThatIsBanned()
    {
        using var library = ShippedAssembly.Library();
        Rule.Holds("The library makes no banned call", library.ForeignMembers.Intersect(Banned));
    }

    [Fact]
    public void Kestrel_WhenItCalls_ThenNothingThatIsBanned()
    {
        using var kestrel = ShippedAssembly.Kestrel();
        Rule.Holds("The transport makes no banned call", kestrel.ForeignMembers.Intersect(Banned));
        Assert.DoesNotContain("System.Console", kestrel.ForeignTypes);
    }

    [Fact]
    public void Command_WhenItCalls_ThenNothingThatIsBanned()
    {
        using var command = ShippedAssembly.Command();
        Rule.Holds("The command makes no banned call", command.ForeignMembers.Intersect(Banned));
    }

    [Fact]
    public void Library_WhenItNamesTypes_ThenNotTheConsole()
    {
        using var library = ShippedAssembly.Library();
        var consoles = library.ForeignTypes.Where(name => name == "System.Console");
        Rule.Holds("The library does not use the console", consoles);
    }

    [Fact]
    public void BannedCalls_WhenMade_ThenAreSeen()
    {
        using var tests = ShippedAssembly.Tests();
        Assert.Contains("System.DateTime.get_Now", tests.ForeignMembers);
        Assert.Contains("System.Threading.Tasks.Task`1.get_Result", tests.ForeignMembers);
        Assert.True(MakeBannedCalls(Task.FromResult(2000)));
    }

    /// <summary>What this assembly calls only to be caught.</summary>
    private static bool MakeBannedCalls(Task<int> year) => DateTime.Now.Year > year.Result;
}
