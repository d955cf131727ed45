using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Verbs;

namespace Soquete.Cli.Tests.Help;

/// <summary>
/// The examples of the help pages: those of other machines cannot be run here, but each is a right command line.
/// </summary>
public class ExampleTests
{
    public static TheoryData<string> CommandLines =>
        [.. VerbList.Definitions.SelectMany(verb => verb.Examples).Select(example => example.CommandLine)];

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void Example_WhenRead_ThenItsVerbOptionsAndAddressesAreRight(string commandLine)
    {
        var words = CommandWords.Split(
            commandLine[commandLine.IndexOf("soquete", StringComparison.Ordinal)..].TrimEnd('"', ')'));
        var arguments = words.Skip(1).TakeWhile(word => word is not ("|" or ">")).ToArray();
        var (verb, typed) = ArgumentReader.Read(VerbList.Definitions, arguments);
        Assert.NotNull(verb);
        GlobalSettings.From(typed);
        typed.RefuseSurplus(verb);
        for (var place = 0; place < typed.Positionals.Count; place++)
        {
            if (verb.Arguments[Math.Min(place, verb.Arguments.Count - 1)].Candidates == Candidates.Address)
            {
                typed.Address(verb, place);
            }
        }
    }
}
