using System.Globalization;

namespace Soquete.Benchmarking.Protocol;

/// <summary>What a client is going to measure.</summary>
internal readonly record struct Plan
{
    /// <summary>Whether requests are to be sent back; throughput otherwise.</summary>
    public bool IsRequests { get; init; }

    public BenchmarkDirection Direction { get; init; }

    public int Connections { get; init; }

    /// <summary>The bytes of a block, a packet, a datagram or a request.</summary>
    public int BlockBytes { get; init; }

    /// <summary>How many bytes the server sends from the mark on; 0 for as many as pass.</summary>
    public long Bytes { get; init; }

    /// <summary>Bits a second that the server sends; 0 for as many as pass.</summary>
    public long Rate { get; init; }

    /// <summary>How long it may take in all, warm-up and all; zero for as long as bytes or requests last.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The nonce of the hello.</summary>
    public ulong Nonce { get; init; }

    public bool ServerSends => !IsRequests && Direction != BenchmarkDirection.Forward;

    public bool ServerReceives => !IsRequests && Direction != BenchmarkDirection.Reverse;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsRequests ? "requests" : "throughput " + Direction.ToString().ToLowerInvariant())}, {Connections} "
            + $"{(Connections == 1 ? "connection" : "connections")} of {BlockBytes} bytes");

    public static bool TryRead(scoped ref FrameReader frame, out Plan plan)
    {
        var mode = frame.Byte();
        plan = new Plan
        {
            IsRequests = mode == 1, Direction = (BenchmarkDirection)frame.Byte(), Connections = frame.UInt16(),
            BlockBytes = (int)Math.Min(frame.UInt32(), int.MaxValue), Bytes = frame.Count(), Rate = frame.Count(),
            Duration = TimeSpan.FromTicks(frame.Count() / TimeSpan.NanosecondsPerTick), Nonce = frame.UInt64(),
        };
        return frame.IsWhole && mode <= 1 && plan.Direction <= BenchmarkDirection.Both
            && plan.Connections is >= 1 and <= RequestOptions.MaxConnections
            && (plan.IsRequests || plan.Connections <= ThroughputOptions.MaxParallel)
            && plan.BlockBytes is >= 1 and <= ThroughputOptions.MaxBlockBytes;
    }

    public int Write(Span<byte> room)
    {
        var frame = new FrameWriter(room, MessageKind.Plan);
        frame.Byte(IsRequests ? (byte)1 : (byte)0);
        frame.Byte((byte)Direction);
        frame.UInt16((ushort)Connections);
        frame.UInt32((uint)BlockBytes);
        frame.Int64(Bytes);
        frame.Int64(Rate);
        frame.Int64(Duration.Ticks * TimeSpan.NanosecondsPerTick);
        frame.UInt64(Nonce);
        return frame.End();
    }
}
