using Soquete.Cli.Arguments;

namespace Soquete.Cli.Tests.Arguments;

public class ArgumentReaderTests
{
    private static readonly OptionDefinition Keep = new("keep", "stay");
    private static readonly OptionDefinition Max = new("max", "limit") { ValueSyntax = "N" };

    private static readonly VerbDefinition[] Verbs =
    [
        new("connect", "to a peer") { Arguments = [new("ADDRESS", "where")] },
        new("listen", "for peers") { Arguments = [new("ADDRESS", "where")], Options = [Keep, Max] },
    ];

    [Theory]
    [InlineData("--max", "7")]
    [InlineData("--max=7")]
    public void Value_WhenSeparateOrAfterEquals_ThenIsTheSame(params string[] option)
    {
        var (verb, typed) = Read(["listen", "tcp:1", .. option]);
        Assert.Same(Verbs[1], verb);
        Assert.Equal("7", typed.ValueOf(Max));
        Assert.Equal(["tcp:1"], typed.Positionals);
    }

    [Fact]
    public void Value_WhenEmptyAfterEquals_ThenIsEmpty() =>
        Assert.Equal("", Read("listen", "--max=").Typed.ValueOf(Max));

    [Fact]
    public void Value_WhenItLooksLikeAnUnknownOption_ThenIsTaken() =>
        Assert.Equal("-1", Read("listen", "--max", "-1").Typed.ValueOf(Max));

    [Fact]
    public void Options_WhenBetweenAndAfterArguments_ThenAreAllFound()
    {
        var (_, typed) = Read("-q", "listen", "--keep", "tcp:1", "--json");
        Assert.True(typed.Has(GlobalOptions.Quiet) && typed.Has(Keep) && typed.Has(GlobalOptions.Json));
        Assert.Equal(["tcp:1"], typed.Positionals);
    }

    [Fact]
    public void Letters_WhenCombined_ThenEachIsAnOption()
    {
        var (_, typed) = Read("connect", "-qvhV");
        Assert.All(
            [GlobalOptions.Quiet, GlobalOptions.Verbose, GlobalOptions.Help, GlobalOptions.Version], option =>
                Assert.True(typed.Has(option)));
    }

    [Fact]
    public void Dash_WhenAlone_ThenIsAnArgument() => Assert.Equal(["-"], Read("connect", "-").Typed.Positionals);

    [Fact]
    public void DoubleDash_WhenGiven_ThenOptionsEnd() =>
        Assert.Equal(["--keep", "--"], Read("listen", "--", "--keep", "--").Typed.Positionals);

    [Fact]
    public void Flag_WhenRepeated_ThenIsAccepted() => Assert.True(Read("listen", "--keep", "--keep").Typed.Has(Keep));

    [Theory]
    [InlineData("unknown verb 'lisen'; did you mean 'listen'?", "lisen")]
    [InlineData("unknown verb 'zzz'; 'soquete --help' lists what there is", "zzz")]
    [InlineData("'tcp:[::1]:80' is an address; did you mean 'soquete connect tcp:[::1]:80'?", "tcp:[::1]:80")]
    [InlineData("'-' is an address; did you mean 'soquete connect -'?", "-")]
    [InlineData("unknown verb 'a\\u001b[2J'; 'soquete --help' lists what there is", "a\e[2J")]
    [InlineData("listen: unknown option '--kep'; did you mean '--keep'?", "listen", "--kep")]
    [InlineData("listen: unknown option '--kep'; did you mean '--keep'?", "listen", "--kep=3")]
    [InlineData(
        "connect: unknown option '--max', which belongs to 'soquete listen'; " +
        "'soquete connect --help' lists what there is",
        "connect", "--max", "3")]
    [InlineData("unknown option '--keep', which belongs to 'soquete listen'; 'soquete --help' lists what there is",
        "--keep", "listen")]
    [InlineData("connect: unknown option '-z'; 'soquete connect --help' lists what there is", "connect", "-qz")]
    [InlineData("listen: --max needs a value: --max N", "listen", "--max")]
    [InlineData("listen: --max needs a value: --max N", "listen", "--max", "--keep")]
    [InlineData("listen: --max is given twice", "listen", "--max", "1", "--max=1")]
    [InlineData("listen: --keep takes no value", "listen", "--keep=yes")]
    public void Problem_WhenFound_ThenIsSaidInOneLine(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Read(arguments)).Message);

    [Fact]
    public void Words_WhenGenerated_ThenAreReadOrRefusedInOneLine()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] words = ["connect", "listen", "--max", "--max=", "--keep", "-", "--", "-qv", "--timeout=1s", "tcp:1",
            "\n", "", "--=", "-é"];
        for (var round = 0; round < 5000; round++)
        {
            var arguments = random.GetItems(words, random.Next(8));
            try
            {
                Read(arguments);
            }
            catch (UsageException problem)
            {
                Assert.False(problem.Message.Contains('\n'), $"seed {seed}: {problem.Message}");
            }
        }
    }

    private static (VerbDefinition? Verb, TypedArguments Typed) Read(params string[] arguments) =>
        ArgumentReader.Read(Verbs, arguments);
}
