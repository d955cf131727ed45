using Soquete.Wire;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire;

/// <summary>Looking at a packet allocates nothing: not its checksum, its options or its extension headers.</summary>
public class WireAllocationTests
{
    private const int Rounds = 1_000;

    [Fact]
    public void Views_WhenReadThrough_ThenAllocateNothing()
    {
        var frames = Frames.All.Select(Frames.Bytes).ToArray();
        Assert.NotEqual(0, Look(frames));
        var before = GC.GetAllocatedBytesForCurrentThread();
        long sum = 0;
        for (var i = 0; i < Rounds; i++)
        {
            sum += Look(frames);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotEqual(0, sum);
        // Less than an object a round; the runtime itself may have one of its own meanwhile.
        Assert.InRange(allocated, 0, 8 * Rounds);
    }

    private static long Look(byte[][] frames)
    {
        long sum = 0;
        foreach (var frame in frames)
        {
            LinkPayload.TryRead(LinkType.Ethernet, frame, out var payload);
            sum += payload.EtherType + InternetChecksum.Of(payload.Bytes);
            if (ArpView.TryRead(payload.Bytes, out var arp))
            {
                sum += arp.SenderHardware.IsMulticast ? 1 : 0;
            }

            sum += IpView.TryRead(payload.Bytes, out var packet) ? LookInside(packet) : 0;
        }

        return sum;
    }

    private static long LookInside(IpView packet)
    {
        long sum = packet.PseudoHeader().Finish();
        if (TcpView.TryRead(packet.Payload, out var segment))
        {
            foreach (var option in segment.Options)
            {
                sum += option.TryGetTimestamps(out var value, out var echo) ? value + echo : option.SackBlocks.Count;
            }

            sum += segment.IsChecksumValid(packet) ? 1 : 0;
        }

        if (UdpView.TryRead(packet.Payload, out var datagram))
        {
            sum += datagram.IsChecksumValid(packet) ? datagram.Payload.Length : 0;
        }

        return sum;
    }
}
