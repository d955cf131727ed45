namespace Soquete.Wire.Captures;

/// <summary>
/// The interfaces of a pcapng file. Each section numbers its own from 0; here they have numbers in common.
/// </summary>
internal sealed class InterfaceTable
{
    private readonly List<CaptureInterface> _all = [];
    private readonly List<CaptureStatistics?> _statistics = [];
    private readonly List<(int Id, TimestampUnit Unit)> _section = [];

    public IReadOnlyList<CaptureInterface> All => _all;

    public void BeginSection() => _section.Clear();

    /// <summary>
    /// The section's next interface. One that stood at the same place in a section before, and is described in the same
    /// words, is the same: files that were put together would have more and more of them.
    /// </summary>
    /// <returns>Whether there was room for it.</returns>
    public bool TryAdd(CaptureInterface described, TimestampUnit unit)
    {
        var id = _section.Count;
        if (id >= _all.Count || _all[id] != described)
        {
            id = _all.Count;
            if (id == CaptureLimits.MaxInterfaces)
            {
                return false;
            }

            _all.Add(described);
            _statistics.Add(null);
        }

        _section.Add((id, unit));
        return true;
    }

    public bool TryGet(uint number, out int id, out TimestampUnit unit)
    {
        (id, unit) = number < _section.Count ? _section[(int)number] : default;
        return number < _section.Count;
    }

    public CaptureStatistics? StatisticsOf(int id) => _statistics[id];

    public void Tell(int id, CaptureStatistics statistics) => _statistics[id] = statistics;
}
