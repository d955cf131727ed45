using Soquete.Engines.IoUring;
using Soquete.Interop;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

public class HeldPartsTests(ITestOutputHelper output)
{
    private const int Size = 32;
    private const int Count = 64;

    /// <summary>Against a queue of bytes: parts of any length come in, and reads of any length take them out.</summary>
    [Fact]
    public void AddAndCopy_WhenInAnyOrder_ThenTheBytesComeInTheirOrderAndEveryPartIsGivenBack()
    {
        var random = SeededRandom.Create(output);
        using var raw = new RawRing(Count, Size, mayBeIncremental: false);
        var held = default(HeldParts);
        var expected = new Queue<byte>();
        var destination = new byte[3 * Size];
        byte next = 0;
        var taken = 0u;
        for (var round = 0; round < 5000; round++)
        {
            if (held.Count < Count / 2 && random.Next(3) > 0)
            {
                var part = Take(raw.Buffers, taken++ % Count, random.Next(1, Size + 1));
                foreach (ref var one in part.Bytes.Span)
                {
                    one = next++;
                    expected.Enqueue(one);
                }

                held.Add(part);
            }
            else
            {
                var wanted = random.Next(destination.Length + 1);
                var copied = held.CopyTo(destination.AsSpan(0, wanted));
                Assert.Equal(Math.Min(wanted, expected.Count), copied);
                Assert.All(destination[..copied], one => Assert.Equal(expected.Dequeue(), one));
            }

            Assert.Equal(held.Count, raw.Buffers.HeldParts);
            Assert.Equal(expected.Count > 0, held.Count > 0);
        }

        held.ReleaseAll();
        Assert.Equal((0, 0), (held.Count, raw.Buffers.HeldParts));
        raw.End();
    }

    [Fact]
    public void CopyTo_WhenNothingIsHeld_ThenCopiesNothing()
    {
        var held = default(HeldParts);
        Assert.Equal(0, held.CopyTo(new byte[8]));
        held.ReleaseAll();
        Assert.Equal(0, held.Count);
    }

    /// <summary>As the kernel would say it. Parts go in their order: a buffer whose turn comes is free.</summary>
    private static BufferPart Take(BufferRing buffers, uint id, int count) => buffers.Take(new RingCompletion
    {
        Result = count, Flags = (RingCompletionFlags)((id << 16) | (uint)RingCompletionFlags.Buffer),
    });
}
