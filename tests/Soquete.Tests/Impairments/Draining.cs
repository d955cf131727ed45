using Soquete.Impairments;

namespace Soquete.Tests.Impairments;

/// <summary>Takes everything from a queue, each thing at the very time when it comes out.</summary>
internal static class Draining
{
    public static List<(T Item, TimeSpan At)> TakeAll<T>(this ImpairedQueue<T> queue)
    {
        var taken = new List<(T, TimeSpan)>();
        while (queue.Count > 0)
        {
            var due = queue.NextDue;
            Assert.False(queue.TryTakeDue(due - TimeSpan.FromTicks(1), out _), "early");
            Assert.True(queue.TryTakeDue(due, out var item), "late");
            taken.Add((item, due));
        }

        Assert.Equal(TimeSpan.MaxValue, queue.NextDue);
        Assert.Equal(0, queue.Bytes);
        return taken;
    }
}
