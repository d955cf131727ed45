using Soquete.Interop;

namespace Soquete.Mapping.Processes;

/// <summary>
/// What is known of processes from one scan to the next. It changes between scans; during one, several threads look.
/// </summary>
/// <param name="clock">What time it is.</param>
/// <param name="lasts">Whether there is another scan after the first.</param>
internal sealed class ProcessMemory(TimeProvider clock, bool lasts)
{
    /// <summary>A process that was just made is about to become another program (execve(2)).</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private Dictionary<int, KnownProcess> _known = [];

    /// <summary>When the machine was started; null where that is not known yet.</summary>
    public DateTimeOffset? Booted { get; private set; }

    /// <summary>Whether there is another scan after the first.</summary>
    public bool Lasts => lasts;

    /// <summary>
    /// A process that has not run since it was read, and so has the same open as then; null for none. It is read all
    /// the same when it is due: another one may have the same table of descriptors (clone(2), CLONE_FILES).
    /// </summary>
    /// <param name="id">Its number.</param>
    /// <param name="ran">How long it has run by now.</param>
    public KnownProcess? FindIdle(int id, RunTime ran) =>
        ran.Times > 0 && NotDue(id) is { } known && known.Ran == ran ? known : null;

    /// <summary>A process that was read before, is the same still, and is not due yet; null for none.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="directory">Its directory in /proc.</param>
    /// <param name="isReadable">Whether its descriptors can be read.</param>
    public KnownProcess? Find(int id, in FileIdentity directory, bool isReadable) =>
        NotDue(id) is { } known && known.Directory == directory && known.IsReadable == isReadable ? known : null;

    /// <summary>A process that was just read: the longer it has lived, the longer it is taken to stay so.</summary>
    public KnownProcess Of(MapProcess? process, in FileIdentity directory, bool isReadable)
    {
        var now = clock.GetUtcNow();
        var age = now - (process?.Started ?? now);
        return new KnownProcess(
            process, directory, isReadable, now + (age < Shortest ? Shortest : age > Longest ? Longest : age));
    }

    /// <summary>When the machine was started, which is read once.</summary>
    public void ReadBootTime(DirectoryDescriptor proc) => Booted ??= BootTime.Read(proc);

    /// <summary>Keeps what a scan has found, and nothing else.</summary>
    /// <param name="ids">The numbers of processes.</param>
    /// <param name="found">What they are, at the same places; null for what nothing is known of.</param>
    public void Keep(int[] ids, KnownProcess?[] found)
    {
        var known = new Dictionary<int, KnownProcess>(_known.Count);
        for (var place = 0; place < ids.Length; place++)
        {
            if (found[place] is { } process)
            {
                known[ids[place]] = process;
            }
        }

        _known = known;
    }

    private KnownProcess? NotDue(int id) =>
        _known.TryGetValue(id, out var known) && clock.GetUtcNow() < known.Until ? known : null;
}
