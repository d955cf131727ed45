using System.Text;
using Soquete.Engines.IoUring;
using Soquete.Interop;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Buffers of a real ring, which the kernel fills.</summary>
public class BufferRingTests(ITestOutputHelper output)
{
    private static bool IsIncrementalHere => Environment.OSVersion.Version >= new Version(6, 12);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Register_WhenAskedFor_ThenBuffersAreFilledBitByBitWhereTheKernelCan(bool mayBeIncremental)
    {
        using var raw = new RawRing(count: 4, size: 64, mayBeIncremental);
        Assert.Equal(mayBeIncremental && IsIncrementalHere, raw.Buffers.IsIncremental);
        using var ended = new Ended(raw);
        var (one, two) = (raw.Pass("one"), raw.Pass("two"));
        Assert.Equal(("one", "two"), (Text(one), Text(two)));
        Assert.Equal(raw.Buffers.IsIncremental, one.Id == two.Id);
        Assert.Equal(2, raw.Buffers.HeldParts);
        one.Release();
        two.From(1).Release();
        Assert.Equal(0, raw.Buffers.HeldParts);
    }

    [Fact]
    public void Release_WhenTheOnlyBufferWasHeld_ThenTheKernelHasItAgain()
    {
        using var raw = new RawRing(count: 1, size: 64, mayBeIncremental: false);
        using var ended = new Ended(raw);
        for (var round = 0; round < 10; round++)
        {
            var part = raw.Pass($"round {round}");
            Assert.Equal(Errno.ENOBUFS, raw.TryPass("no room").Error);
            Assert.Equal($"round {round}", Text(part));
            part.Release();
        }
    }

    [Fact]
    public void Release_WhenABufferHasSeveralParts_ThenTheLastGivesItBack()
    {
        using var raw = new RawRing(count: 1, size: 8, mayBeIncremental: true);
        using var ended = new Ended(raw);
        if (!raw.Buffers.IsIncremental)
        {
            return;
        }

        for (var round = 0; round < 10; round++)
        {
            BufferPart[] parts = [raw.Pass("abc"), raw.Pass("de"), raw.Pass("fgh")];
            Assert.Equal([0, 3, 5], parts.Select(part => part.Offset));
            parts[1].Release();
            parts[round % 2 * 2].Release();
            Assert.Equal(Errno.ENOBUFS, raw.TryPass("x").Error);
            var last = parts[2 - (round % 2 * 2)];
            Assert.Equal(round % 2 == 0 ? "fgh" : "abc", Text(last));
            last.Release();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Release_WhenManyThreadsGiveBack_ThenTheKernelHasEveryBufferAgain(bool mayBeIncremental)
    {
        const int Count = 8;
        const int Size = 32;
        const int Message = 8;
        var random = SeededRandom.Create(output);
        using var raw = new RawRing(Count, Size, mayBeIncremental);
        using var ended = new Ended(raw);
        var parts = new BufferPart[raw.Buffers.IsIncremental ? Count * Size / Message : Count];
        for (var round = 0; round < 100; round++)
        {
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i] = raw.Pass($"{round,4}{i,4}");
            }

            Assert.Equal(Errno.ENOBUFS, raw.TryPass("no room").Error);
            Assert.Equal(parts.Length, raw.Buffers.HeldParts);
            Assert.All(parts, (part, i) => Assert.Equal($"{round,4}{i,4}", Text(part)));
            random.Shuffle(parts);
            Parallel.ForEach(parts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, part => part.Release());
            Assert.Equal(0, raw.Buffers.HeldParts);
        }
    }

    [Fact]
    public void Retire_WhenPartsAreHeld_ThenTheirBytesStayUntilTheyAreGivenBack()
    {
        using var raw = new RawRing(count: 2, size: 64, mayBeIncremental: true);
        var (one, two) = (raw.Pass("still"), raw.Pass("here"));
        raw.End();
        GC.Collect();
        Assert.Equal(("still", "here"), (Text(one), Text(two)));
        one.Release();
        two.Release();
        Assert.Equal(0, raw.Buffers.HeldParts);
    }

    [Fact]
    public void Take_WhenACompletionMakesNoSense_ThenThrowsAndReadsNoForeignMemory()
    {
        using var raw = new RawRing(count: 2, size: 64, mayBeIncremental: false);
        using var ended = new Ended(raw);
        Assert.Throws<ArgumentOutOfRangeException>(() => raw.Buffers.Take(Completion(id: 2, count: 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => raw.Buffers.Take(Completion(id: 0, count: 65)));
    }

    [Fact]
    public void Register_WhenTheGroupIsTaken_ThenSaysSo()
    {
        using var raw = new RawRing(count: 1, size: 64, mayBeIncremental: false);
        using var ended = new Ended(raw);
        Assert.Equal(Errno.None, Ring.Create(1, 2, out var ring));
        using (ring)
        {
            Assert.Equal(Errno.None, BufferRing.Register(ring!, 1, 64, mayBeIncremental: false, out var first));
            Assert.Equal(Errno.EEXIST, BufferRing.Register(ring!, 1, 64, mayBeIncremental: true, out var second));
            Assert.NotNull(first);
            Assert.Null(second);
        }
    }

    private static RingCompletion Completion(uint id, int count) => new()
    {
        Result = count, Flags = (RingCompletionFlags)((id << 16) | (uint)RingCompletionFlags.Buffer),
    };

    private static string Text(BufferPart part) => Encoding.UTF8.GetString(part.Bytes.Span);

    private sealed class Ended(RawRing raw) : IDisposable
    {
        public void Dispose() => raw.End();
    }
}
