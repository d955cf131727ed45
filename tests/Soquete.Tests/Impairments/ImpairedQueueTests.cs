using Soquete.Addresses;
using Soquete.Impairments;

namespace Soquete.Tests.Impairments;

public class ImpairedQueueTests
{
    private const int Size = 100;

    [Fact]
    public void Queue_WhenNothingIsWrong_ThenGivesAtOnceAndInOrder()
    {
        var queue = QueueOf(Impairment.None);
        Submit(queue, 100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (i, TimeSpan.Zero)), queue.TakeAll());
        Assert.Equal(new ImpairmentCounts(100, 100, 0, 0, 0, 0), queue.Counts);
    }

    [Fact]
    public void Delay_WhenSet_ThenIsEachOnes()
    {
        var queue = QueueOf(new Impairment { Delay = Ms(20) });
        queue.Submit(1, Size, Ms(5));
        queue.Submit(2, Size, Ms(7));
        Assert.Equal([(1, Ms(25)), (2, Ms(27))], queue.TakeAll());
    }

    [Fact]
    public void Loss_WhenCertain_ThenNothingComesOut()
    {
        var queue = QueueOf(new Impairment { Loss = 1, Duplicate = 1, Reorder = 1 });
        Assert.All(Enumerable.Range(0, 100), i => Assert.False(queue.Submit(i, Size, TimeSpan.Zero)));
        Assert.Equal(new ImpairmentCounts(100, 0, 100, 0, 0, 0), queue.Counts);
        Assert.Equal(TimeSpan.MaxValue, queue.NextDue);
    }

    [Fact]
    public void Duplicate_WhenCertain_ThenEachCopyFollows()
    {
        var queue = QueueOf(new Impairment { Duplicate = 1 });
        Submit(queue, 3);
        Assert.Equal([0, -1000, 1, -1001, 2, -1002], queue.TakeAll().Select(taken => taken.Item));
        Assert.Equal(new ImpairmentCounts(3, 6, 0, 3, 0, 0), queue.Counts);
    }

    [Fact]
    public void Jitter_WhenItOvertakes_ThenIsCounted()
    {
        var queue = QueueOf(new Impairment { Delay = Ms(50), Jitter = Ms(50) });
        Submit(queue, 500);
        var taken = queue.TakeAll();
        var numbers = taken.Select(one => one.Item).ToList();
        var late = numbers.Where((number, i) => numbers.Take(i).Any(before => before > number)).Count();
        Assert.Equal(Enumerable.Range(0, 500), numbers.Order());
        Assert.Equal(late, queue.Counts.Reordered);
        Assert.InRange(late, 400, 499);
        Assert.All(taken, one => Assert.InRange(one.At, TimeSpan.Zero, Ms(100)));
    }

    [Fact]
    public void Reorder_WhenNothingFollows_ThenHoldsAtMostSoLong()
    {
        var queue = QueueOf(new Impairment { Reorder = 1, Delay = Ms(20) });
        Submit(queue, 1);
        Assert.Equal([(0, Ms(20) + HeldBack<int>.LongestHold)], queue.TakeAll());
        Assert.Equal(0, queue.Counts.Reordered);
    }

    [Fact]
    public void Reorder_WhenOthersFollow_ThenOneToThreePass()
    {
        var passed = new SortedSet<int>();
        for (var seed = 0; seed < 200; seed++)
        {
            // The first is held back, and no other.
            var impairment = new Impairment { Reorder = 0.2 };
            var fates = new FateSequence(impairment, seed);
            var held = Enumerable.Range(0, 8).Select(_ => fates.Next().LetsPass).ToList();
            if (held[0] == 0 || held.Skip(1).Any(letsPass => letsPass > 0))
            {
                continue;
            }

            var queue = QueueOf(impairment, seed);
            Submit(queue, 8);
            var taken = queue.TakeAll();
            Assert.All(taken, one => Assert.Equal(TimeSpan.Zero, one.At));
            Assert.Equal(held[0], taken.FindIndex(one => one.Item == 0));
            Assert.Equal(1, queue.Counts.Reordered);
            passed.Add(held[0]);
        }

        Assert.Equal([1, 2, 3], passed);
    }

    [Fact]
    public void Reorder_WhenOfADuplicate_ThenTheTwoStayTogether()
    {
        var queue = QueueOf(new Impairment { Reorder = 0.3, Duplicate = 1 });
        Submit(queue, 400);
        var items = queue.TakeAll().Select(taken => taken.Item).ToList();
        Assert.All(items.Chunk(2), pair => Assert.Equal(-1000 - pair[0], pair[1]));
        Assert.InRange(queue.Counts.Reordered, 80, 160);
    }

    [Fact]
    public void Rate_WhenManyComeAtOnce_ThenEachTakesItsTime()
    {
        // 1,000 bits a second: 100 bytes take 0.8 s.
        var queue = QueueOf(new Impairment { Rate = 1_000, Delay = Ms(10) });
        Submit(queue, 5);
        var expected = Enumerable.Range(0, 5).Select(i => (i, Ms(10) + ((i + 1) * Ms(800))));
        Assert.Equal(expected, queue.TakeAll());
    }

    [Fact]
    public void Rate_WhenTheLineWasIdle_ThenOwesNothing()
    {
        var queue = QueueOf(new Impairment { Rate = 1_000 });
        queue.Submit(1, Size, TimeSpan.Zero);
        queue.Submit(2, Size, Ms(700));
        queue.Submit(3, Size, Ms(5_000));
        queue.Submit(4, 0, Ms(5_000));
        Assert.Equal([(1, Ms(800)), (2, Ms(1_600)), (3, Ms(5_800)), (4, Ms(5_800))], queue.TakeAll());
    }

    [Fact]
    public void Rate_WhenDatagramsTakeLessThanATick_ThenIsKept()
    {
        // A byte takes 0.08 ticks.
        var queue = QueueOf(new Impairment { Rate = RateText.Highest / 1_000 });
        Submit(queue, 1_000, size: 1);
        Assert.Equal(TimeSpan.FromTicks(80), queue.TakeAll()[^1].At);
    }

    [Fact]
    public void Rate_WhenDatagramsAreDuplicatedAndHeldBack_ThenIsKept()
    {
        var queue = QueueOf(new Impairment
        {
            Rate = 80_000, Duplicate = 0.3, Reorder = 0.3, Delay = Ms(30), Jitter = Ms(30),
        });
        Submit(queue, 500);
        var taken = queue.TakeAll();
        Assert.All(
            taken.Zip(taken.Skip(1)),
            pair => Assert.True(pair.Second.At - pair.First.At >= Ms(10), $"{pair.First} {pair.Second}"));
        Assert.All(taken.Where(one => one.Item <= -1000), one => Assert.Equal(
            -1000 - one.Item, taken[taken.IndexOf(one) - 1].Item));
    }

    [Fact]
    public void Queue_WhenFullOfDatagrams_ThenDropsTheNewOnes()
    {
        var queue = QueueOf(new Impairment { Delay = Ms(1) });
        for (var i = 0; i < 1_500; i++)
        {
            Assert.Equal(i < QueueLimits.Datagrams.Items, queue.Submit(i, 1, TimeSpan.Zero));
        }

        Assert.Equal(500, queue.Counts.Overflowed);
        Assert.Equal(Enumerable.Range(0, 1_000), queue.TakeAll().Select(taken => taken.Item));
        Assert.True(queue.Submit(0, 1, Ms(2)));
    }

    [Fact]
    public void Queue_WhenFullOfBytes_ThenDropsTheNewOnes()
    {
        var queue = QueueOf(Impairment.None, limits: new QueueLimits(10, 1_000));
        Assert.True(queue.Submit(0, 600, default));
        Assert.False(queue.Submit(1, 401, default));
        Assert.True(queue.Submit(2, 400, default));
        Assert.False(queue.Submit(3, 1, default));
        Assert.Equal([0, 2], queue.TakeAll().Select(taken => taken.Item));
        Assert.Equal(new ImpairmentCounts(4, 2, 0, 0, 0, 2), queue.Counts);
    }

    [Fact]
    public void Queue_WhenOneIsLongerThanTheLimit_ThenStillTakesItAlone()
    {
        var queue = QueueOf(Impairment.None, limits: new QueueLimits(10, 1_000));
        Assert.True(queue.Submit(0, 5_000, default));
        Assert.False(queue.Submit(1, 0, default));
        Assert.Single(queue.TakeAll());
    }

    [Fact]
    public void Copy_WhenItFindsNoRoom_ThenIsNotMade()
    {
        var queue = QueueOf(new Impairment { Duplicate = 1 }, limits: new QueueLimits(3, 1_000));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(i => queue.Submit(i, Size, default)));
        Assert.Equal([0, -1000, 1], queue.TakeAll().Select(taken => taken.Item));
        Assert.Equal(new ImpairmentCounts(3, 3, 0, 1, 0, 1), queue.Counts);
    }

    [Fact]
    public void TakeAny_WhenNothingIsDue_ThenTakesAllTheSame()
    {
        var queue = QueueOf(new Impairment { Delay = Ms(1_000), Reorder = 0.5 });
        Submit(queue, 50);
        var taken = new SortedSet<int>();
        while (queue.TryTakeAny(out var item))
        {
            taken.Add(item);
        }

        Assert.Equal(Enumerable.Range(0, 50), taken);
        Assert.Equal((0, 0L, 0L), (queue.Count, queue.Bytes, queue.Counts.Delivered));
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>A copy is the negative of the number, less 1,000.</summary>
    private static ImpairedQueue<int> QueueOf(Impairment impairment, int seed = 1, QueueLimits? limits = null) =>
        new(impairment, seed, limits ?? QueueLimits.Datagrams, number => -1000 - number);

    private static void Submit(ImpairedQueue<int> queue, int count, int size = Size)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(queue.Submit(i, size, TimeSpan.Zero));
        }
    }
}
