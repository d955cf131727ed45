using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Failures;
using Soquete.Cli.Help;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;

namespace Soquete.Cli;

/// <summary>One run of the command: from its arguments to its exit status.</summary>
internal static class Command
{
    public static async Task<ExitStatus> RunAsync(IReadOnlyList<string> arguments)
    {
        ClosedDescriptors.Find();
        try
        {
            var (verb, typed) = ArgumentReader.Read(VerbList.Definitions, arguments);
            var settings = GlobalSettings.From(typed);
            if (await InformationAsync(verb, typed, settings) is { } text)
            {
                StandardStream.Output.Write(text);
                return ExitStatus.Done;
            }

            return verb is null
                ? TellThatVerbIsMissing(settings)
                : await RunAsync(new Invocation(verb, typed, settings));
        }
        catch (Exception failure)
        {
            // Looked for by hand: what is wrong may be the very arguments that would say how to tell it.
            return FailureReport.Tell(failure, asJson: arguments.Contains(GlobalOptions.Json.LongForm));
        }
    }

    /// <summary>What --help or --version prints, or null where neither was given.</summary>
    private static async Task<string?> InformationAsync(
        VerbDefinition? verb, TypedArguments typed, GlobalSettings settings) =>
        typed.Has(GlobalOptions.Help) ? HelpText.Of(verb, settings.Colour)
        : typed.Has(GlobalOptions.Version) ? await VersionText.OfAsync(settings)
        : null;

    private static async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        await using (invocation)
        {
            invocation.Typed.RefuseSurplus(invocation.Verb);
            using var trace = invocation.Settings.Explain ? TraceEvents.Subscribe(invocation.Events) : null;
            try
            {
                var status = await VerbList.Find(invocation.Verb).RunAsync(invocation);
                return invocation.WasInterrupted ? ExitStatus.Interrupted : status;
            }
            catch (Exception) when (invocation.WasInterrupted)
            {
                // Whatever broke, broke because the user said stop.
                return ExitStatus.Interrupted;
            }
        }
    }

    private static ExitStatus TellThatVerbIsMissing(GlobalSettings settings)
    {
        StandardStream.Error.TryWriteLine(HelpText.Of(null, settings.Colour).TrimEnd('\n'));
        return ExitStatus.WrongUsage;
    }
}
