using Soquete.Dissection;
using Soquete.Tests.Wire;

namespace Soquete.Tests.Dissection;

/// <summary>What a line costs.</summary>
public class LineAllocationTests
{
    private const int Rounds = 200;

    [Fact]
    public void Lines_WhenTold_ThenNothingIsAllocated()
    {
        var text = new PacketText();
        var packets = Frames.All.Select(Frames.Bytes).ToList();
        Tell(text, packets, Rounds);
        var least = long.MaxValue;
        // Others' work on this thread, such as a method that is compiled anew, decides nothing.
        for (var attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Tell(text, packets, Rounds);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static void Tell(PacketText text, List<byte[]> packets, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var packet in packets)
            {
                text.Describe(RealPackets.Packet(packet));
            }
        }
    }
}
