using Soquete.Benchmarks;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;
using Soquete.Benchmarks.Processes;
using Soquete.Benchmarks.Reporting;
using Soquete.Benchmarks.Scenarios;

const int ContenderFailed = 1;
const int WrongUsage = 2;

if (args is [EndProgram.Word, .. var words])
{
    await EndProgram.RunAsync(words);
    return 0;
}

Arguments? arguments;
try
{
    arguments = Arguments.Read(args);
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync($"benchmarks: {e.Message}\n\n{Arguments.Usage}");
    return WrongUsage;
}

if (arguments is null)
{
    var scenarios = ScenarioList.All.Select(one => $"{one.Name,-20} {one.Operation}");
    Console.WriteLine($"{Arguments.Usage}\n\n{string.Join('\n', scenarios)}");
    return 0;
}

// Processes whose parent ends before them come to this one, so that what they used is counted (prctl(2)).
if (LibC.Control(LibC.SetChildSubreaper, 1) != 0)
{
    throw new InvalidOperationException("prctl: PR_SET_CHILD_SUBREAPER was refused");
}

var facts = await MachineFacts.GatherAsync();
Console.Write(MarkdownReport.Of(facts));
var comparisons = new List<Comparison>();
foreach (var scenario in arguments.Scenarios)
{
    var rounds = new Rounds(scenario, arguments.Rounds, arguments.Scale, Console.Error.WriteLine);
    var comparison = await rounds.RunAsync();
    Console.Write(MarkdownReport.Of(comparison));
    comparisons.Add(comparison);
}

if (arguments.JsonPath is { } path)
{
    await File.WriteAllTextAsync(path, JsonReport.Of(facts, comparisons));
}

if (comparisons.Exists(comparison => comparison.Rows.Any(row => row.Failure is not null)))
{
    await Console.Error.WriteLineAsync($"benchmarks: what the contenders wrote is in {Scratch.ErrorsPath}");
    return ContenderFailed;
}

Scratch.Delete();
return 0;
