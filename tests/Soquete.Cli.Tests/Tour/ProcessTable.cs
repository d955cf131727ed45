namespace Soquete.Cli.Tests.Tour;

/// <summary>What /proc says of processes (proc_pid_stat(5)).</summary>
internal static class ProcessTable
{
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(folder), out _)
           let id = int.Parse(Path.GetFileName(folder))
           where StatusOf(id) is var (_, itsParent) && itsParent == parent
           select id,
    ];

    /// <summary>A zombie has ended; it waits for its new parent to take its status.</summary>
    public static bool IsRunning(int id) => StatusOf(id) is var (state, _) && state is not ("Z" or "X");

    /// <summary>The state and the parent; null for a process that is gone.</summary>
    private static (string State, int Parent)? StatusOf(int id)
    {
        try
        {
            // The name before them may hold spaces and parentheses.
            var afterName = File.ReadAllText($"/proc/{id}/stat").Split(')')[^1];
            var fields = afterName.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (fields[0], int.Parse(fields[1]));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
