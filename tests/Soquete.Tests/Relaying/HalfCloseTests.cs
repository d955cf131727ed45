using System.Text;
using Soquete.Relaying;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

/// <summary>A side that has finished sending still gets the whole answer, whatever the two ends are.</summary>
public class HalfCloseTests
{
    private static readonly string[] Kinds = ["tcp", "unix", "pipes"];

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var (first, second) in Kinds.SelectMany(first => Kinds.Select(second => (first, second))))
        {
            pairs.Add(first, second);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Join_WhenTheFirstEndsFirst_ThenItGetsTheLateAnswer(string first, string second) =>
        await AsksAndAnswersAsync(first, second, firstAsks: true);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Join_WhenTheSecondEndsFirst_ThenItGetsTheLateAnswer(string first, string second) =>
        await AsksAndAnswersAsync(first, second, firstAsks: false);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Join_WhenBothSendAtOnce_ThenEachGetsTheOthersBytes(string first, string second)
    {
        const int Length = 3_000_001;
        await using var one = await JoinedEnd.OpenAsync(first);
        await using var other = await JoinedEnd.OpenAsync(second);
        var joining = Relay.JoinAsync(one.Near, other.Near);
        var passing = new[] { PassAsync(one, other, 11), PassAsync(other, one, 12) };
        await Task.WhenAll(passing).Soon();
        var result = await joining.Soon();
        Assert.Equal(new RelayResult(Length, Length, null, null), result);

        static async Task PassAsync(JoinedEnd from, JoinedEnd to, int seed)
        {
            var payload = new byte[Length];
            new Random(seed).NextBytes(payload);
            var sending = Task.Run(async () =>
            {
                await from.FarOutput.WriteAsync(payload);
                await from.CompleteOutputAsync();
            });
            var received = new MemoryStream();
            await to.FarInput.CopyToAsync(received);
            await sending;
            Assert.True(payload.AsSpan().SequenceEqual(received.GetBuffer().AsSpan(0, (int)received.Length)));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Join_WhenNothingIsSentAtAll_ThenEndsWithTheSides(string first, string second)
    {
        await using var one = await JoinedEnd.OpenAsync(first);
        await using var other = await JoinedEnd.OpenAsync(second);
        var joining = Relay.JoinAsync(one.Near, other.Near);
        await one.CompleteOutputAsync();
        Assert.Equal("", await other.ReceiveToEndAsync());
        await other.CompleteOutputAsync();
        Assert.Equal("", await one.ReceiveToEndAsync());
        Assert.Equal(new RelayResult(0, 0, null, null), await joining.Soon());
    }

    private static async Task AsksAndAnswersAsync(string first, string second, bool firstAsks)
    {
        await using var one = await JoinedEnd.OpenAsync(first);
        await using var other = await JoinedEnd.OpenAsync(second);
        var (asking, answering) = firstAsks ? (one, other) : (other, one);
        var joining = Relay.JoinAsync(one.Near, other.Near);
        await asking.FarOutput.WriteAsync("question"u8.ToArray());
        await asking.CompleteOutputAsync();
        Assert.Equal("question", await answering.ReceiveToEndAsync());

        // The end of the question has come all the way; the answer begins only now.
        var answer = new string('a', 1_000_000);
        var sending = Task.Run(() => answering.FarOutput.WriteAsync(Encoding.UTF8.GetBytes(answer)).AsTask());
        var receiving = asking.ReceiveToEndAsync();
        await sending.Soon();
        await answering.CompleteOutputAsync();
        Assert.Equal(answer, await receiving);
        var result = await joining.Soon();
        Assert.Null(result.Failure);
        Assert.Equal(firstAsks ? (8, 1_000_000) : (1_000_000, 8), (result.BytesForward, result.BytesBack));
    }
}
