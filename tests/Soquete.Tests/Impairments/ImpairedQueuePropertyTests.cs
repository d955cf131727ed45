using Soquete.Addresses;
using Soquete.Impairments;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Impairments;

/// <summary>What holds for every impairment and every course of events.</summary>
public class ImpairedQueuePropertyTests(ITestOutputHelper output)
{
    private const int Cases = 2_000;

    [Fact]
    public void Queue_WhenAnything_ThenNothingIsLostUncountedAndNoLimitPassed()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Cases; i++)
        {
            var limits = new QueueLimits(random.Next(1, 40), random.Next(1, 20_000));
            var run = new Run(RandomImpairment(random), random.Next(), limits);
            run.Play(RandomArrivals(random), random.Next(0, 4) * Ms(30));
            Assert.Equal(run.Counts.Received, run.Counts.Delivered - run.Counts.Duplicated + run.Counts.Lost
                + run.Counts.Overflowed);
            Assert.Equal(run.Counts.Delivered, run.Taken.Count);
            Assert.Equal(run.Counts.Duplicated, run.Taken.Count(taken => taken.IsCopy));
            Assert.Equal(run.Kept, run.Taken.Where(taken => !taken.IsCopy).Select(taken => taken.Number).Order());
        }
    }

    [Fact]
    public void Queue_WhenLookedAtLate_ThenGivesTheSameOrder()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Cases; i++)
        {
            var impairment = RandomImpairment(random);
            var seed = random.Next();
            var arrivals = RandomArrivals(random);
            var prompt = new Run(impairment, seed, Roomy);
            prompt.Play(arrivals, TimeSpan.Zero);
            var late = new Run(impairment, seed, Roomy);
            late.Play(arrivals, random.Next(1, 200) * Ms(1));
            Assert.Equal(prompt.Taken, late.Taken);
            Assert.Equal(prompt.Counts, late.Counts);
        }
    }

    [Fact]
    public void Queue_WhenAnything_ThenCopiesFollowAndFewPass()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Cases; i++)
        {
            var impairment = RandomImpairment(random);
            var run = new Run(impairment, random.Next(), Roomy);
            run.Play(RandomArrivals(random), TimeSpan.Zero);
            Assert.All(
                run.Taken.Index().Where(taken => taken.Item.IsCopy),
                copy => Assert.Equal((copy.Item.Number, false), run.Taken[copy.Index - 1]));
            var numbers = run.Taken.Where(taken => !taken.IsCopy).Select(taken => taken.Number).ToList();
            var passedBy = numbers.Select((number, at) => numbers.Take(at).Count(before => before > number)).ToList();
            Assert.Equal(passedBy.Count(passing => passing > 0), run.Counts.Reordered);
            var most = impairment.Jitter > TimeSpan.Zero ? int.MaxValue
                : impairment.Reorder > 0 ? FateSequence.MostPassing : 0;
            Assert.All(passedBy, passing => Assert.InRange(passing, 0, most));
        }
    }

    [Fact]
    public void Queue_WhenTheLineTakesNoTime_ThenEachComesOutWhenItsFateSays()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Cases; i++)
        {
            var impairment = RandomImpairment(random) with { Rate = null };
            var seed = random.Next();
            var arrivals = RandomArrivals(random);
            var run = new Run(impairment, seed, Roomy);
            run.Play(arrivals, TimeSpan.Zero);
            var sequence = new FateSequence(impairment, seed);
            var fates = arrivals.Select(_ => sequence.Next()).ToList();
            foreach (var (taken, at) in run.Taken.Zip(run.Times))
            {
                var ready = arrivals[taken.Number].At + fates[taken.Number].Delay;
                var held = fates[taken.Number].LetsPass > 0 ? HeldBack<int>.LongestHold : TimeSpan.Zero;
                Assert.InRange(at, ready, ready + held);
            }
        }
    }

    private static QueueLimits Roomy => new(10_000, long.MaxValue);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static Impairment RandomImpairment(Random random) => new()
    {
        Loss = Chance(random), Duplicate = Chance(random), Reorder = Chance(random),
        Delay = random.Coin() ? TimeSpan.Zero : Ms(random.Next(200)),
        Jitter = random.Coin() ? TimeSpan.Zero : Ms(random.Next(200)),
        Rate = random.Coin() ? null : random.NextInt64(1_000, 10_000_000),
    };

    private static double Chance(Random random) => random.Pick(0, 0, 1, random.NextDouble(), random.NextDouble() / 10);

    private static List<(TimeSpan At, int Size)> RandomArrivals(Random random)
    {
        var now = TimeSpan.Zero;
        var arrivals = new List<(TimeSpan, int)>();
        for (var left = random.Next(100); left > 0; left--)
        {
            now += random.Coin() ? TimeSpan.Zero : TimeSpan.FromTicks(random.NextInt64(Ms(20).Ticks));
            arrivals.Add((now, random.Next(random.Pick(1, 100, 1_500))));
        }

        return arrivals;
    }

    /// <summary>Plays a course of arrivals, and notes what comes out.</summary>
    private sealed class Run(Impairment impairment, int seed, QueueLimits limits)
    {
        private readonly ImpairedQueue<(int Number, bool IsCopy)> _queue =
            new(impairment, seed, limits, item => (item.Number, true));

        public List<(int Number, bool IsCopy)> Taken { get; } = [];

        public List<TimeSpan> Times { get; } = [];

        public List<int> Kept { get; } = [];

        public ImpairmentCounts Counts => _queue.Counts;

        /// <summary>Looks at the queue at each time when something is due, or later by as much as this.</summary>
        public void Play(List<(TimeSpan At, int Size)> arrivals, TimeSpan lateness)
        {
            foreach (var (number, (at, size)) in arrivals.Index())
            {
                TakeBefore(at, lateness);
                if (_queue.Submit((number, false), size, at))
                {
                    Kept.Add(number);
                }

                Assert.InRange(_queue.Count, 0, limits.Items);
                Assert.True(_queue.Bytes <= limits.Bytes || _queue.Count == 1, $"{_queue.Bytes} of {limits}");
            }

            TakeBefore(TimeSpan.MaxValue, lateness);
            Assert.Equal((0, 0), (_queue.Count, _queue.Bytes));
        }

        private void TakeBefore(TimeSpan end, TimeSpan lateness)
        {
            while (_queue.NextDue != TimeSpan.MaxValue && _queue.NextDue + lateness <= end)
            {
                Assert.False(_queue.TryTakeDue(_queue.NextDue - TimeSpan.FromTicks(1), out _));
                var now = _queue.NextDue + lateness;
                while (_queue.TryTakeDue(now, out var item))
                {
                    Taken.Add(item);
                    Times.Add(now);
                }
            }
        }
    }
}
