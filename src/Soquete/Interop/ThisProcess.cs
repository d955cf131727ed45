namespace Soquete.Interop;

/// <summary>The process that this runs in.</summary>
internal static class ThisProcess
{
    private const int SigStop = 19;

    /// <summary>Whose authority it has (geteuid(2)).</summary>
    public static uint EffectiveUserId => LibC.EffectiveUser();

    /// <summary>What follows what it is not permitted: that root is; nothing where it runs as root.</summary>
    public static string RootHint => EffectiveUserId == 0 ? "" : " (run as root)";

    /// <summary>Its group (getegid(2)).</summary>
    public static uint EffectiveGroupId => LibC.EffectiveGroup();

    public static int Id => Environment.ProcessId;

    /// <summary>Stops it, with all its threads, until somebody continues it (SIGSTOP, signal(7)).</summary>
    /// <remarks>
    /// raise(3) sends to the calling thread, which so has stopped before it comes back. What kill(2) sends to the
    /// process another thread may take, a moment later.
    /// </remarks>
    public static void Stop() => LibC.Raise(SigStop);
}
