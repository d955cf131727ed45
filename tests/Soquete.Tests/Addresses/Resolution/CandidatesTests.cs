using System.Net;
using Soquete.Addresses.Resolution;

namespace Soquete.Tests.Addresses.Resolution;

public class CandidatesTests
{
    [Theory]
    [InlineData("6a 6b 4a 4b", "6a 4a 6b 4b")]
    [InlineData("4a 4b 6a", "6a 4a 4b")]
    [InlineData("6a 6b 6c 4a", "6a 4a 6b 6c")]
    [InlineData("4a 4b", "4a 4b")]
    [InlineData("6a 6b", "6a 6b")]
    [InlineData("", "")]
    public void TryTake_WhenBothFamiliesHaveAddresses_ThenTheyTakeTurns(string added, string taken)
    {
        var candidates = new Candidates();
        foreach (var name in Names(added))
        {
            candidates.Add(EndOf(name));
        }

        Assert.Equal(Names(taken).Select(EndOf), TakeAll(candidates));
        Assert.True(candidates.IsEmpty);
    }

    [Fact]
    public void TryTake_WhenTheOtherFamilyComesLate_ThenItIsNext()
    {
        var candidates = new Candidates();
        candidates.Add(EndOf("4a"));
        candidates.Add(EndOf("4b"));
        Assert.True(candidates.TryTake(out var first));
        candidates.Add(EndOf("6a"));
        Assert.Equal(EndOf("4a"), first);
        Assert.Equal([EndOf("6a"), EndOf("4b")], TakeAll(candidates));
    }

    private static string[] Names(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IPEndPoint EndOf(string name) =>
        IPEndPoint.Parse(name[0] == '6' ? $"[::{name[1]}]:1" : $"10.0.0.{name[1] - 'a'}:1");

    private static IEnumerable<IPEndPoint> TakeAll(Candidates candidates)
    {
        while (candidates.TryTake(out var end))
        {
            yield return end!;
        }
    }
}
