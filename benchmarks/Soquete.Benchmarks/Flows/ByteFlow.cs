namespace Soquete.Benchmarks.Flows;

/// <summary>
/// The same bytes over and over: as fast to make as a write from one buffer, and still each at a place of its own, so
/// that a byte lost, doubled or moved is seen.
/// </summary>
internal static class ByteFlow
{
    private const int BlockBytes = 128 * 1024;

    /// <summary>Transfers of up to this much are compared; larger ones are only counted, which costs nothing.</summary>
    private const long ComparedBytes = 512L * 1024 * 1024;

    private static readonly byte[] Block = MakeBlock();

    public static void Produce(Stream destination, long bytes)
    {
        for (var left = bytes; left > 0; left -= BlockBytes)
        {
            destination.Write(Block.AsSpan(0, (int)Math.Min(left, BlockBytes)));
        }
    }

    /// <summary>Reads to the end of file.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="expected">How many bytes have to come.</param>
    /// <param name="passed">Told how many came, after each read.</param>
    public static void Consume(Stream source, long expected, Action<long> passed)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(BlockBytes);
        long total = 0;
        int count;
        while ((count = source.Read(buffer)) > 0)
        {
            if (expected <= ComparedBytes && !IsAt(buffer.AsSpan(0, count), total))
            {
                throw new MeasurementException($"other bytes than were sent, after {total} of {expected}");
            }

            total += count;
            passed(total);
        }

        if (total != expected)
        {
            throw new MeasurementException($"{total} of {expected} bytes arrived");
        }
    }

    private static bool IsAt(ReadOnlySpan<byte> bytes, long position)
    {
        var start = (int)(position % BlockBytes);
        var first = Math.Min(bytes.Length, BlockBytes - start);
        return bytes[..first].SequenceEqual(Block.AsSpan(start, first))
            && bytes[first..].SequenceEqual(Block.AsSpan(0, bytes.Length - first));
    }

    private static byte[] MakeBlock()
    {
        var block = new byte[BlockBytes];
        new Random(Seed: 793).NextBytes(block);
        return block;
    }
}
