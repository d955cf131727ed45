namespace Soquete.Benchmarking.Protocol;

/// <summary>What has passed at the server since the mark.</summary>
internal readonly record struct Counts
{
    public CpuTime Cpu { get; init; }

    public long BytesReceived { get; init; }

    public long BytesSent { get; init; }

    /// <summary>From the mark to the last byte that was received.</summary>
    public TimeSpan ReceivingTime { get; init; }

    /// <summary>From the mark to the last byte that was sent.</summary>
    public TimeSpan SendingTime { get; init; }

    /// <summary>
    /// How many of the connections have sent all that they will, and of streams received everything.
    /// </summary>
    public int Ended { get; init; }

    public DatagramCounts Datagrams { get; init; }

    public static bool TryRead(scoped ref FrameReader frame, out Counts counts)
    {
        counts = new Counts
        {
            Cpu = new CpuTime(Time(ref frame), Time(ref frame)),
            BytesReceived = frame.Count(), BytesSent = frame.Count(),
            ReceivingTime = Time(ref frame), SendingTime = Time(ref frame), Ended = frame.UInt16(),
            Datagrams = new DatagramCounts
            {
                Sent = frame.Count(), Received = frame.Count(), Reordered = frame.Count(), Duplicated = frame.Count(),
                Jitter = Time(ref frame),
            },
        };
        return frame.IsWhole;
    }

    public int Write(Span<byte> room)
    {
        var frame = new FrameWriter(room, MessageKind.Counts);
        frame.Int64(Nanoseconds(Cpu.User));
        frame.Int64(Nanoseconds(Cpu.System));
        frame.Int64(BytesReceived);
        frame.Int64(BytesSent);
        frame.Int64(Nanoseconds(ReceivingTime));
        frame.Int64(Nanoseconds(SendingTime));
        frame.UInt16((ushort)Ended);
        frame.Int64(Datagrams.Sent);
        frame.Int64(Datagrams.Received);
        frame.Int64(Datagrams.Reordered);
        frame.Int64(Datagrams.Duplicated);
        frame.Int64(Nanoseconds(Datagrams.Jitter));
        return frame.End();
    }

    private static TimeSpan Time(scoped ref FrameReader frame) =>
        TimeSpan.FromTicks(frame.Count() / TimeSpan.NanosecondsPerTick);

    private static long Nanoseconds(TimeSpan time) => Math.Max(0, time.Ticks) * TimeSpan.NanosecondsPerTick;
}
