using System.Collections.Concurrent;
using Soquete.Addresses;
using Soquete.Impairments;
using Soquete.Tests.Support;

namespace Soquete.Tests.Impairments;

/// <summary>A link of numbers and what becomes of them, in time that a test moves. A copy is the negative.</summary>
internal sealed class LinkEnd : IAsyncDisposable
{
    public LinkEnd(Impairment impairment, Func<int, CancellationToken, ValueTask>? deliver = null)
    {
        Link = new ImpairedLink<int>(
            impairment with { Seed = impairment.Seed ?? 1 },
            async (number, cancellationToken) =>
            {
                if (deliver is not null)
                {
                    await deliver(number, cancellationToken);
                }

                Delivered.Enqueue((number, Time.GetElapsedTime(0)));
            },
            number => -number, Discarded.Add, Time);
    }

    public ManualTime Time { get; } = new();

    public ImpairedLink<int> Link { get; }

    public ConcurrentQueue<(int Number, TimeSpan At)> Delivered { get; } = new();

    public ConcurrentBag<int> Discarded { get; } = [];

    public IEnumerable<int> Numbers => Delivered.Select(one => one.Number);

    public Task DeliversAsync(int count) =>
        Eventually.HoldsAsync(() => Delivered.Count == count, $"{count} delivered");

    /// <summary>Takes no more, and moves time on until everything was delivered.</summary>
    public Task CompleteAsync() => Time.RunAsync(Link.CompleteAsync());

    public ValueTask DisposeAsync() => Link.DisposeAsync();
}
