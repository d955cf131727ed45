namespace Soquete.Benchmarks.Processes;

/// <summary>Resident memory of a process and its children, as /proc tells it (proc(5)).</summary>
internal readonly record struct ResidentMemory(long Bytes, long PeakBytes)
{
    public static ResidentMemory operator +(ResidentMemory left, ResidentMemory right) =>
        new(left.Bytes + right.Bytes, left.PeakBytes + right.PeakBytes);

    /// <summary>Nothing when the process has ended.</summary>
    public static ResidentMemory OfFamily(int process)
    {
        try
        {
            var own = Parse(File.ReadLines($"/proc/{process}/status"));
            var children = File.ReadAllText($"/proc/{process}/task/{process}/children");
            return children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)
                .Aggregate(own, (sum, child) => sum + OfFamily(child));
        }
        catch (IOException)
        {
            return default;
        }
    }

    private static ResidentMemory Parse(IEnumerable<string> status)
    {
        long bytes = 0;
        long peak = 0;
        foreach (var line in status)
        {
            bytes = line.StartsWith("VmRSS:", StringComparison.Ordinal) ? Kibibytes(line) : bytes;
            peak = line.StartsWith("VmHWM:", StringComparison.Ordinal) ? Kibibytes(line) : peak;
        }

        return new ResidentMemory(bytes, peak);
    }

    private static long Kibibytes(string line) =>
        long.Parse(line.AsSpan(line.IndexOf(':') + 1).TrimEnd("kB").Trim()) * 1024;
}
