using System.Runtime.InteropServices;
using Soquete.Cli.Verbs.Tour.Reports;
using Soquete.Diagnostics;

namespace Soquete.Cli.Verbs.Tour.Parts;

/// <summary>This process as one of a stop: it plays its role, and reports each socket call and how it ended.</summary>
internal static class PartProcess
{
    public static async Task<ExitStatus> RunAsync(string word)
    {
        var (stop, role) = PartWord.Parse(word);
        // Ctrl-C goes to all of the terminal's foreground processes; what it means is the tour's to decide.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        await using var tour = await TourLink.OpenAsync();
        using var trace = CallTrace.Subscribe(call => tour.Tell(new CallReport(call)));
        var outcome = await PlayAsync(stop, role, new Part(tour));
        tour.Tell(new EndReport(Environment.ProcessId, DateTimeOffset.UtcNow, outcome));
        return outcome.Verdict == Verdict.Failed ? ExitStatus.Failed : ExitStatus.Done;
    }

    private static async Task<Outcome> PlayAsync(Stop stop, Role role, Part part)
    {
        try
        {
            await role.PlayAsync(part);
            return Outcome.Ok;
        }
        catch (SoqueteException failure) when (stop.WhyNotHere(failure) is { } reason)
        {
            return new Outcome(Verdict.Skipped, reason);
        }
        catch (Exception failure) when (failure is StopFailedException or IOException or FormatException)
        {
            return Outcome.Failed($"the {role.Name}: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            return Outcome.Failed($"the {role.Name} was stopped");
        }
    }
}
