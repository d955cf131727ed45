namespace Soquete.Benchmarking.Protocol;

/// <summary>What the server knows of one connection.</summary>
internal static class ConnectionCounts
{
    /// <summary>Microseconds, segments and bytes: the kernel has 32 bits for each.</summary>
    public static int Write(Span<byte> room, TcpInformation? tcp)
    {
        var frame = new FrameWriter(room, MessageKind.Connection);
        frame.Byte(tcp is null ? (byte)0 : (byte)1);
        if (tcp is not null)
        {
            frame.UInt32((uint)tcp.Retransmissions);
            frame.UInt32(Microseconds(tcp.RoundTrip));
            frame.UInt32(Microseconds(tcp.RoundTripVariation));
            frame.UInt32(tcp.MinimumRoundTrip is { } minimum ? Microseconds(minimum) : uint.MaxValue);
            frame.UInt32((uint)tcp.CongestionWindow);
            frame.UInt32((uint)tcp.MaximumSegment);
            frame.UInt32((uint)tcp.PathMtu);
        }

        return frame.End();
    }

    public static bool TryRead(scoped ref FrameReader frame, out TcpInformation? tcp)
    {
        tcp = null;
        if (frame.Byte() == 1)
        {
            tcp = new TcpInformation
            {
                Retransmissions = frame.UInt32(),
                RoundTrip = TimeSpan.FromMicroseconds(frame.UInt32()),
                RoundTripVariation = TimeSpan.FromMicroseconds(frame.UInt32()),
                MinimumRoundTrip = frame.UInt32() is var minimum && minimum != uint.MaxValue
                    ? TimeSpan.FromMicroseconds(minimum) : null,
                CongestionWindow = Clamped(frame.UInt32()),
                MaximumSegment = Clamped(frame.UInt32()),
                PathMtu = Clamped(frame.UInt32()),
            };
        }

        return frame.IsWhole;
    }

    private static uint Microseconds(TimeSpan time) => (uint)Math.Clamp(time.TotalMicroseconds, 0, uint.MaxValue - 1);

    private static int Clamped(uint value) => (int)Math.Min(value, int.MaxValue);
}
