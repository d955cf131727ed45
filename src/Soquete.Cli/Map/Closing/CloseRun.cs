using Microsoft.Win32.SafeHandles;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Failures;
using Soquete.Cli.Map.Events;
using Soquete.Cli.Map.Text;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Streams;

namespace Soquete.Cli.Map.Closing;

/// <summary><c>map --close</c>: shows what it will end, asks, and ends it.</summary>
internal sealed class CloseRun(Invocation invocation, CloseTargets targets)
{
    private readonly NewsText _text = new(MapSigns.OfLocale());

    public static ExitStatus Run(Invocation invocation, MapRequest request)
    {
        RefuseEverything(invocation.Typed);
        if (!request.IsAgreed && !StandardDescriptor.IsTerminal(StandardDescriptor.Input))
        {
            throw new UsageException(
                $"map: {MapOptions.Close.LongForm} asks before it ends something, and standard input is no terminal: " +
                $"{MapOptions.Yes.LongForm} goes without");
        }

        var part = request.Capture();
        GapEvents.Report(part.Map, invocation.Events);
        return new CloseRun(invocation, new CloseTargets(part, Environment.ProcessId)).Run(request.IsAgreed);
    }

    /// <summary>All connections of a machine are never what somebody wants to end.</summary>
    private static void RefuseEverything(TypedArguments typed)
    {
        OptionDefinition[] narrowing =
        [
            MapOptions.State, MapOptions.Scheme, MapOptions.User, MapOptions.Namespace, MapOptions.Problems,
        ];
        if (typed.Positionals.Count == 0 && !Array.Exists(narrowing, typed.Has))
        {
            throw new UsageException(
                $"map: {MapOptions.Close.LongForm} takes a target, such as :PORT or PID, or a filter; " +
                "everything is not ended");
        }
    }

    private ExitStatus Run(bool isAgreed)
    {
        if (targets.All.Count == 0)
        {
            throw new NothingFoundException(targets.Impossible > 0
                ? "map: nothing was found that can be ended: the kernel ends TCP and UDP alone"
                : "map: nothing was found to end" + ListenersHint());
        }

        Show();
        if (!isAgreed && !IsAgreedTo())
        {
            StandardStream.Error.TryWriteLine("nothing was ended");
            return ExitStatus.Failed;
        }

        var outcomes = new List<CloseOutcome>();
        foreach (var target in targets.All)
        {
            outcomes.Add(CloseOutcome.Of(target));
            Tell(outcomes[^1]);
        }

        return CloseOutcome.StatusOf(outcomes);
    }

    private string ListenersHint() => invocation.Typed.Has(MapOptions.Listening)
        ? ""
        : $"; listeners are ended with {MapOptions.Listening.LongForm} alone";

    /// <summary>To standard error: standard output has what became of it.</summary>
    private void Show()
    {
        foreach (var target in targets.All)
        {
            Report("ending", $"will end {LineOf(target)}", NewsJson.FieldsOf(target.From, target.Edge));
        }

        if (targets.Impossible > 0)
        {
            Report(
                "left", $"{targets.Impossible} more cannot be ended: the kernel ends TCP and UDP alone",
                [("count", targets.Impossible)]);
        }
    }

    private void Report(string name, string line, IEnumerable<(string Name, object? Value)> fields) =>
        invocation.Events.Report(new CommandEvent(name, line) { Fields = [.. fields] });

    private bool IsAgreedTo()
    {
        StandardStream.Error.Write($"end {(targets.All.Count == 1 ? "it" : $"these {targets.All.Count}")}? [y/N] ");
        using var input = new FileStream(
            new SafeFileHandle(StandardDescriptor.Input, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using var reader = new StreamReader(input);
        return reader.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private void Tell(CloseOutcome outcome)
    {
        if (invocation.Settings.Json)
        {
            StandardStream.Output.WriteLine(JsonLine.Of(
            [
                ("kind", "outcome"), ("outcome", WordOf(outcome)), ("reason", outcome.Failure?.Message),
                .. NewsJson.FieldsOf(outcome.Target.From, outcome.Target.Edge),
            ]));
            return;
        }

        var reason = outcome.Failure is { } failure ? $": {failure.Message}" : "";
        StandardStream.Output.WriteLine($"{WordOf(outcome)} {LineOf(outcome.Target)}{reason}");
    }

    private static string WordOf(CloseOutcome outcome) =>
        outcome.Failure is not null ? "not ended"
        : outcome.WasThere ? "ended"
        : "gone already";

    private string LineOf(CloseTarget target) => $"{target.From.Scheme} {_text.Of(target.From, target.Edge)}";
}
