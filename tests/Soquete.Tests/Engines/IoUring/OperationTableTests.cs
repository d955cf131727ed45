using Soquete.Engines.IoUring;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

public class OperationTableTests(ITestOutputHelper output)
{
    [Fact]
    public void TryFind_WhenAnOperationIsUnderWay_ThenGivesItsClientAndKind()
    {
        var table = new OperationTable();
        var (one, two) = (new SilentClient(), new SilentClient());
        var (first, second) = (table.Add(one, 3), table.Add(two, 4));
        Assert.NotEqual(first, second);
        Assert.True(table.TryFind(first, out var found, out var kind));
        Assert.Equal((one, 3), (found, kind));
        Assert.True(table.TryFind(second, out found, out kind));
        Assert.Equal((two, 4), (found, kind));
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void TryFind_WhenTheSlotHasAnotherOperation_ThenTheStaleNumberMeetsNobody()
    {
        var table = new OperationTable();
        var stale = table.Add(new SilentClient(), 1);
        table.Remove(stale);
        Assert.False(table.TryFind(stale, out _, out _));
        var next = table.Add(new SilentClient(), 2);
        Assert.Equal((uint)stale, (uint)next);
        Assert.False(table.TryFind(stale, out _, out _));
        Assert.True(table.TryFind(next, out _, out _));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x1_8000_0000UL)]
    public void TryFind_WhenThereNeverWasSuchANumber_ThenMeetsNobody(ulong number)
    {
        var table = new OperationTable();
        Assert.False(table.TryFind(number, out _, out _));
        Assert.NotEqual(number, table.Add(new SilentClient(), 0));
        Assert.False(table.TryFind(number, out _, out _));
    }

    /// <summary>Against a dictionary: numbers are never given twice, and stale ones never found.</summary>
    [Fact]
    public void AddAndRemove_WhenInAnyOrder_ThenOnlyThoseUnderWayAreFound()
    {
        var random = SeededRandom.Create(output);
        var table = new OperationTable();
        var underWay = new Dictionary<ulong, (RingClient Client, int Kind)>();
        var given = new HashSet<ulong>();
        var stale = new List<ulong>();
        for (var i = 0; i < 20_000; i++)
        {
            if (underWay.Count == 0 || random.Next(100) < 52)
            {
                var (client, kind) = (new SilentClient(), random.Next(4));
                var number = table.Add(client, kind);
                Assert.True(number != 0 && given.Add(number), $"{number:x} was given before");
                underWay.Add(number, (client, kind));
            }
            else
            {
                var number = underWay.Keys.ElementAt(random.Next(Math.Min(underWay.Count, 50)));
                table.Remove(number);
                underWay.Remove(number);
                stale.Add(number);
            }

            Assert.Equal(underWay.Count, table.Count);
        }

        Assert.All(stale, number => Assert.False(table.TryFind(number, out _, out _)));
        Assert.All(underWay, pair =>
        {
            Assert.True(table.TryFind(pair.Key, out var client, out var kind));
            Assert.Equal(pair.Value, (client, kind));
        });
    }
}
