using Soquete.Mapping;

namespace Soquete.Cli.Map.Watching;

/// <summary>What is known of the process that is opened.</summary>
internal static class ProcessLines
{
    public static IEnumerable<string> Of(WatchState state)
    {
        var process = state.History.Map?.Processes.FirstOrDefault(each => each.Id == state.Process);
        if (process is null)
        {
            var gone = $"process {state.Process} is gone, or has nothing open";
            return [Line(state).Add(gone, ScreenLine.Yellow).ToString()];
        }

        return
        [
            Line(state).Add(MapLabel.Of(process), ScreenLine.Bold).Add($"  user {process.User}").Add(StartOf(process))
                .Add(process.ParentId > 0 ? $"  parent {process.ParentId}" : "").ToString(),
            Labelled(state, "command", process.CommandLine.Length > 0 ? process.CommandLine : "(none)"),
            Labelled(state, "unit", UnitOf(process)),
            Labelled(state, "network", NetworkOf(process)),
        ];
    }

    private static ScreenLine Line(WatchState state) => new(state.Size.Columns);

    private static string Labelled(WatchState state, string label, string text) =>
        Line(state).Add(ScreenText.Left(label, 9), ScreenLine.Faint).Add(text).ToString();

    private static string StartOf(MapProcess process) =>
        process.Started is { } started ? $"  since {started.ToLocalTime():yyyy-MM-dd HH:mm:ss}" : "";

    private static string UnitOf(MapProcess process) => string.Join("  ", new[]
    {
        process.Unit ?? "(none)",
        process.Container is { } container ? $"container {container}" : "",
        process.ControlGroup ?? "",
    }.Where(part => part.Length > 0));

    private static string NetworkOf(MapProcess process) =>
        (process.NetworkNamespace == 0 ? "namespace not known" : $"namespace {process.NetworkNamespace}")
        + (process.IsReadable ? "" : "; its descriptors cannot be read: that takes CAP_SYS_PTRACE");
}
