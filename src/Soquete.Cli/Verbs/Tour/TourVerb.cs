using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs.Tour.Pages;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Streams;

namespace Soquete.Cli.Verbs.Tour;

/// <summary><c>tour [STOP]...</c>: every kind of socket, live, between real processes.</summary>
internal sealed class TourVerb : Verb
{
    /// <summary>How long one stop may take unless told otherwise.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    /// <summary>How long the processes of a stop may take to go when the tour is interrupted.</summary>
    private static readonly TimeSpan InterruptionGrace = TimeSpan.FromSeconds(3);

    private static readonly OptionDefinition List = new("list", "Print the stops and what each shows, and run none");

    public override VerbDefinition Definition { get; } =
        new("tour", "Every kind of socket, live, between real processes")
    {
        Description =
        [
            "Each stop starts real processes, lets them talk, and prints the socket calls of each in a column of its " +
            "own, in the order in which they happened, with the association as both ends see it. What a stop shows, " +
            "it checks.",
            "Without a name, every stop is run. --quiet prints the summary alone, --verbose every call and the whole " +
            "of each message, and --timeout is for each stop (default 30s). A stop that cannot run here is skipped " +
            "and says why; one that fails makes the exit status 1.",
        ],
        Arguments =
        [
            new("STOP", "A stop to run; several can be named")
            {
                IsOptional = true, Repeats = true,
                Candidates = Candidates.Choice, Choices = [.. StopList.All.Select(stop => stop.Name)],
            },
        ],
        Options = [List],
        Examples =
        [
            new("soquete tour", "Every stop, then what worked"),
            new("soquete tour unix", "A unix socket alone: its file, its mode, who is at the other end"),
            new("soquete tour lossy", "Datagrams that are lost, doubled and out of order"),
            new("soquete tour --list", "What there is to see"),
        ],
        Statuses = [ExitStatus.Done, ExitStatus.Failed, ExitStatus.WrongUsage, ExitStatus.Interrupted],
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var words = invocation.Typed.Positionals;
        if (words is [var word, ..] && PartWord.IsOne(word))
        {
            return await PartProcess.RunAsync(word);
        }

        var (page, stops) = (PageFor(invocation.Settings), StopList.Named(words));
        if (invocation.Typed.Has(List))
        {
            page.List(stops);
            return ExitStatus.Done;
        }

        return await RunAsync(stops, page, invocation);
    }

    private static async Task<ExitStatus> RunAsync(IReadOnlyList<Stop> stops, TourPage page, Invocation invocation)
    {
        invocation.Interruption.Grace = InterruptionGrace;
        var results = new List<StopResult>();
        foreach (var stop in stops)
        {
            var run = new StopRun(stop, invocation.Settings.Timeout ?? StopLimit);
            results.Add(await run.RunAsync(invocation.Interruption.Stopping));
            page.Show(results[^1]);
        }

        page.Summarise(results);
        return Judge(results, invocation.Settings);
    }

    private static ExitStatus Judge(List<StopResult> results, GlobalSettings settings)
    {
        var failed = results.Where(result => result.Outcome.Verdict == Verdict.Failed).ToList();
        if (failed.Count == 0)
        {
            return ExitStatus.Done;
        }

        var names = string.Join(", ", failed.Select(result => result.Stop.Name));
        var message = $"tour: {failed.Count} of {results.Count} failed: {names}";
        StandardStream.Error.TryWriteLine(settings.Json
            ? JsonLine.Of([("event", "failed"), ("status", (int)ExitStatus.Failed), ("message", message)])
            : $"{CommandName.Value}: {message}");
        return ExitStatus.Failed;
    }

    private static TourPage PageFor(GlobalSettings settings) => settings.Json
        ? new JsonPage(settings.Quiet)
        : new TextTourPage(
            PageWidth.Find(), new Palette(TerminalText.IsColoured(StandardDescriptor.Output, settings.Colour)),
            settings.Quiet, settings.Verbose);
}
