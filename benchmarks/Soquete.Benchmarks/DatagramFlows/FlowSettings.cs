using Soquete.Datagrams;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>What both ends of a flow are told; the duration is the sender's alone.</summary>
internal sealed record FlowSettings(int Port, int Bytes, int Window, TimeSpan Duration)
{
    /// <summary>The most of one call that sends several, and of what is sent between looks at the clock.</summary>
    public const int MostBatch = 64;

    /// <summary>After so many datagrams the receiver tells the sender.</summary>
    public int Quarter => Window / 4;

    public int Batch => Math.Min(MostBatch, Quarter);

    /// <summary>As many as the kernel parts one message into: more would be a second message, of a few.</summary>
    public int JoinedBatch => Math.Min(Batch, DatagramBatch.MaxDatagramBytes / Bytes);

    public static FlowSettings Read(IReadOnlyList<string> words) => new(
        int.Parse(words[0]), int.Parse(words[1]), int.Parse(words[2]),
        TimeSpan.FromMilliseconds(words.Count > 3 ? int.Parse(words[3]) : 0));
}
