using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Flows;

/// <summary>What the processes hold at a quarter, a half and shortly before the end of a transfer.</summary>
internal sealed class MemoryMarks(Participants participants, long total)
{
    private static readonly double[] Places = [0.25, 0.5, 0.99];

    private readonly List<long> _bytes = [];

    public IReadOnlyList<long> Bytes => _bytes;

    public void Passed(long count)
    {
        if (_bytes.Count < Places.Length && count >= total * Places[_bytes.Count]
            && participants.Resident() is > 0 and var held)
        {
            _bytes.Add(held);
        }
    }
}
