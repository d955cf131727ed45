namespace Soquete.Cli.Verbs.Tour.Parts;

/// <summary>Who this process is, by another way than the one that a stop checks: /proc (proc_pid_status(5)).</summary>
internal static class ProcessIdentity
{
    /// <summary><c>pid 1234 uid 1000 gid 1000</c>, the effective ones, as a peer's credentials are written.</summary>
    public static string Effective()
    {
        var status = File.ReadAllLines("/proc/self/status");
        return $"pid {Environment.ProcessId} uid {EffectiveOf(status, "Uid:")} gid {EffectiveOf(status, "Gid:")}";
    }

    /// <summary>The line has the real, the effective, the saved and the file system's number.</summary>
    internal static string EffectiveOf(IEnumerable<string> status, string name) =>
        status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split('\t')[2];
}
