using Soquete.Probing;
using Soquete.Tests.Support;

namespace Soquete.Tests.Probing;

/// <summary>Ping in a few lines, over the loopback.</summary>
public class PingEnumerationTests
{
    [RootFact]
    public async Task RunAsync_WhenRead_ThenGivesEachReplyAndEnds()
    {
        var sequences = new List<long>();
        await foreach (var what in Ping.RunAsync("127.0.0.1", PingInside.Patient with { Count = 5 }))
        {
            Assert.Equal(PingEventKind.Reply, what.Kind);
            sequences.Add(what.Sequence);
        }

        Assert.Equal([1L, 2, 3, 4, 5], sequences);
    }

    [RootFact]
    public async Task RunAsync_WhenLeftEarly_ThenIsOver()
    {
        var descriptors = OpenDescriptors.Count();
        await foreach (var what in Ping.RunAsync("127.0.0.1", PingInside.Patient with { Count = null }))
        {
            if (what.Sequence == 3)
            {
                break;
            }
        }

        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= descriptors + 8);
    }

    [RootFact]
    public async Task RunAsync_WhenCancelled_ThenThrows()
    {
        using var stopping = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Ping.RunAsync(
                "127.0.0.1", PingInside.Patient with { Count = null }, stopping.Token))
            {
                await stopping.CancelAsync();
            }
        });
    }

    [RootFact]
    public async Task RunAsync_WhenNobodyReads_ThenTheFloodWaitsForThem()
    {
        var read = 0;
        await foreach (var what in Ping.RunAsync("127.0.0.1", PingInside.Patient with { Flood = true, Count = 40_000 }))
        {
            // By the first one's time all that may be sent ahead has been, or will be while it is looked at.
            Assert.Equal(++read, what.Sequence);
        }

        Assert.Equal(40_000, read);
    }

    [Fact]
    public async Task RunAsync_WhenTheNameIsUnknown_ThenSaysSo()
    {
        var failure = await Assert.ThrowsAsync<SoqueteException>(async () =>
        {
            await foreach (var _ in Ping.RunAsync("no-such-host.invalid"))
            {
                Assert.Fail("nobody can answer");
            }
        });
        Assert.Equal((FailureKind.NameNotFound, "no-such-host.invalid"), (failure.Kind, failure.Address));
    }
}
