using Soquete.Addresses;
using Soquete.Impairments;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Impairments;

public class ImpairedLinkTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Link_WhenNothingIsWrong_ThenDeliversInOrder()
    {
        await using var end = new LinkEnd(Impairment.None);
        for (var i = 0; i < 1_000; i++)
        {
            end.Link.Submit(i, 1);
        }

        await end.Link.CompleteAsync().Soon();
        Assert.Equal(Enumerable.Range(0, 1_000), end.Numbers);
        Assert.Equal(new ImpairmentCounts(1_000, 1_000, 0, 0, 0, 0), end.Link.Counts);
    }

    [Fact]
    public async Task Delay_WhenSet_ThenIsWaitedFor()
    {
        await using var end = new LinkEnd(new Impairment { Delay = Ms(20) });
        end.Link.Submit(1, 1);
        await end.Time.WaitsForAsync(Ms(20));
        end.Time.MoveTo(Ms(19));
        end.Link.Submit(2, 1);
        Assert.Empty(end.Delivered);
        end.Time.MoveTo(Ms(20));
        await end.DeliversAsync(1);
        await end.Time.WaitsForAsync(Ms(39));
        end.Time.MoveTo(Ms(39));
        await end.DeliversAsync(2);
        Assert.Equal([(1, Ms(20)), (2, Ms(39))], end.Delivered);
    }

    [Fact]
    public async Task Link_WhenOneIsDueBeforeWhatItWaitsFor_ThenWakesEarlier()
    {
        // With these numbers the second is 20 ms or more before the first.
        var impairment = new Impairment { Delay = Ms(500), Jitter = Ms(500), Seed = 1 };
        var fates = new FateSequence(impairment, 1);
        var delays = Enumerable.Range(0, 50).Select(_ => fates.Next().Delay).ToList();
        await using var end = new LinkEnd(impairment);
        for (var i = 0; i < delays.Count; i++)
        {
            end.Link.Submit(i, 1);
            var next = delays.Take(i + 1).Min().TotalMilliseconds;
            await end.Time.WaitsForAsync(TimeSpan.FromMilliseconds(Math.Ceiling(next)));
        }
    }

    [Fact]
    public async Task Link_WhenItWaits_ThenDoesNotTurnInCircles()
    {
        // Due within fractions of milliseconds, which a timer cuts off.
        await using var end = new LinkEnd(new Impairment { Delay = TimeSpan.FromMicroseconds(300), Rate = 3_333 });
        for (var i = 0; i < 100; i++)
        {
            end.Link.Submit(i, 1);
        }

        await end.CompleteAsync();
        Assert.Equal(Enumerable.Range(0, 100), end.Numbers);
        // Once for each, and a few times more for those that were submitted while it looked.
        Assert.InRange(end.Time.TimesSet, 1, 220);
    }

    [Fact]
    public async Task Rate_WhenSet_ThenSpacesWhatComesOut()
    {
        await using var end = new LinkEnd(new Impairment { Rate = 8_000 });
        for (var i = 0; i < 100; i++)
        {
            end.Link.Submit(i, 10);
        }

        await end.CompleteAsync();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (i, Ms(10 * (i + 1)))), end.Delivered);
    }

    [Fact]
    public async Task Wait_WhenLongerThanATimerTakes_ThenIsParted()
    {
        await using var end = new LinkEnd(new Impairment { Delay = TimeSpan.FromDays(100) });
        end.Link.Submit(1, 1);
        await end.Time.WaitsForAsync(TimeSpan.FromDays(1));
        end.Time.MoveTo(TimeSpan.FromDays(1));
        await end.Time.WaitsForAsync(TimeSpan.FromDays(2));
        await end.CompleteAsync();
        Assert.Equal([(1, TimeSpan.FromDays(100))], end.Delivered);
    }

    [Fact]
    public async Task Link_WhenAnythingGoesWrong_ThenEachEndsOnce()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < 50; i++)
        {
            var impairment = new Impairment
            {
                Loss = random.NextDouble() / 2, Duplicate = random.NextDouble() / 2, Reorder = random.NextDouble() / 2,
                Delay = Ms(random.Next(10)), Jitter = Ms(random.Next(10)), Seed = random.Next(),
                Rate = random.Coin() ? null : 100_000,
            };
            await using var end = new LinkEnd(impairment);
            for (var number = 1; number <= 200; number++)
            {
                end.Link.Submit(number, random.Next(100));
            }

            await end.CompleteAsync();
            var counts = end.Link.Counts;
            Assert.Equal(200, counts.Received);
            Assert.Equal(counts.Lost + counts.Overflowed, end.Discarded.Count);
            var firsts = end.Numbers.Where(number => number > 0);
            Assert.Equal(Enumerable.Range(1, 200), firsts.Concat(end.Discarded).Order());
            Assert.Equal(counts.Duplicated, end.Numbers.Count(number => number < 0));
            Assert.Equal(counts.Delivered, end.Delivered.Count);
        }
    }

    [Fact]
    public async Task Link_WhenOfOneSeed_ThenDoesTheSameAgain()
    {
        var impairment = new Impairment { Loss = 0.2, Duplicate = 0.2, Reorder = 0.2, Jitter = Ms(5), Seed = 99 };
        var runs = new List<(int, TimeSpan)[]>();
        for (var i = 0; i < 2; i++)
        {
            await using var end = new LinkEnd(impairment);
            for (var number = 1; number <= 300; number++)
            {
                end.Link.Submit(number, 1);
            }

            await end.CompleteAsync();
            Assert.Equal(99, end.Link.Seed);
            runs.Add([.. end.Delivered]);
        }

        Assert.Equal(runs[0].Select(one => one.Item1), runs[1].Select(one => one.Item1));
    }

    [Fact]
    public async Task Seed_WhenNotGiven_ThenIsTold()
    {
        await using var link = new ImpairedLink<int>(
            new Impairment { Loss = 0.5 }, (_, _) => ValueTask.CompletedTask, number => number, _ => { });
        var fates = new FateSequence(new Impairment { Loss = 0.5 }, link.Seed);
        for (var i = 0; i < 100; i++)
        {
            link.Submit(i, 1);
        }

        Assert.Equal(Enumerable.Range(0, 100).Count(_ => fates.Next().IsLost), link.Counts.Lost);
    }

    [Fact]
    public async Task Complete_WhenMoreIsSubmittedAfterIt_ThenThatIsDiscarded()
    {
        await using var end = new LinkEnd(new Impairment { Delay = Ms(10) });
        end.Link.Submit(1, 1);
        var completed = end.Link.CompleteAsync();
        end.Link.Submit(2, 1);
        Assert.Equal([2], end.Discarded);
        await end.Time.WaitsForAsync(Ms(10));
        Assert.False(completed.IsCompleted);
        end.Time.MoveTo(Ms(10));
        await completed.Soon();
        Assert.Equal([1], end.Numbers);
        Assert.Equal(1, end.Link.Counts.Received);
    }

    [Fact]
    public async Task Complete_WhenNothingWasSubmitted_ThenEnds()
    {
        await using var end = new LinkEnd(new Impairment { Delay = Ms(10) });
        await end.Link.CompleteAsync().Soon();
        await end.Link.CompleteAsync().Soon();
    }

    [Fact]
    public async Task Dispose_WhenSomeAreUnderWay_ThenThrowsThemAway()
    {
        var end = new LinkEnd(new Impairment { Delay = Ms(10), Reorder = 0.5 });
        for (var i = 1; i <= 100; i++)
        {
            end.Link.Submit(i, 1);
        }

        var completed = end.Link.CompleteAsync();
        await end.Link.DisposeAsync().Soon();
        await end.Link.DisposeAsync().Soon();
        Assert.Empty(end.Delivered);
        Assert.Equal(Enumerable.Range(1, 100), end.Discarded.Order());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => completed.Soon());
        end.Link.Submit(101, 1);
        Assert.Contains(101, end.Discarded);
        Assert.Null(end.Time.NextRing);
    }

    [Fact]
    public async Task Dispose_WhenOneIsBeingDelivered_ThenCancelsIt()
    {
        var entered = new TaskCompletionSource();
        var end = new LinkEnd(Impairment.None, async (_, cancellationToken) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        end.Link.Submit(1, 1);
        end.Link.Submit(2, 1);
        await entered.Task.Soon();
        await end.Link.DisposeAsync().Soon();
        Assert.Equal([2], end.Discarded);
        Assert.Empty(end.Delivered);
    }

    [Fact]
    public async Task Callback_WhenItThrows_ThenTheLinkEndsAndSaysWhy()
    {
        await using var end = new LinkEnd(
            new Impairment { Delay = Ms(1) },
            (number, _) => number == 2 ? throw new InvalidDataException("two") : ValueTask.CompletedTask);
        end.Link.Submit(1, 1);
        end.Link.Submit(2, 1);
        end.Link.Submit(3, 1);
        await end.Time.WaitsForAsync(Ms(1));
        end.Time.MoveTo(Ms(1));
        await Eventually.HoldsAsync(() => end.Discarded.Contains(3));
        end.Link.Submit(4, 1);
        Assert.Contains(4, end.Discarded);
        Assert.Equal("two", (await Assert.ThrowsAsync<InvalidDataException>(end.Link.CompleteAsync)).Message);
        Assert.Equal([1], end.Numbers);
    }

    [Fact]
    public async Task Callback_WhenItIsSlow_ThenTheQueueOverflowsAndNobodyWaits()
    {
        var go = new TaskCompletionSource();
        await using var end = new LinkEnd(Impairment.None, (_, _) => new ValueTask(go.Task));
        for (var i = 0; i < 3_000; i++)
        {
            end.Link.Submit(i, 1);
        }

        // One may be with the callback already.
        Assert.InRange(end.Link.Counts.Overflowed, 1_999, 2_000);
        go.SetResult();
        await end.Link.CompleteAsync().Soon();
        Assert.Equal(3_000, end.Delivered.Count + end.Discarded.Count);
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
