using Soquete.Messages;
using Soquete.Tests.Support;

namespace Soquete.Tests.Messages;

/// <content>Thousands of messages of any length, in both directions at once.</content>
public abstract partial class MessageConformance
{
    private const int RandomMessages = 5000;

    [Fact]
    public async Task Messages_WhenTheirLengthsAreRandom_ThenArriveAsTheyWereSent()
    {
        var seed = SeededRandom.Create(_output).Next();
        await using var pair = await PairAsync();
        await Task.WhenAll(
            SendRandomAsync(pair.Client, seed), ReceiveRandomAsync(pair.Server, seed),
            SendRandomAsync(pair.Server, seed + 1), ReceiveRandomAsync(pair.Client, seed + 1)).AtLast();
    }

    private static async Task SendRandomAsync(MessageConnection connection, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < RandomMessages; i++)
        {
            await connection.SendAsync(NextMessage(random));
        }

        await connection.CompleteOutputAsync();
    }

    private static async Task ReceiveRandomAsync(MessageConnection connection, int seed)
    {
        var random = new Random(seed);
        var chance = new Random(~seed);
        var buffer = new byte[200_000];
        for (var i = 0; i < RandomMessages; i++)
        {
            var expected = NextMessage(random);
            var room = chance.Next(4) == 0 ? chance.Next(expected.Length + 1) : buffer.Length;
            var message = await connection.ReceiveAsync(buffer.AsMemory(0, room));
            Assert.False(message.IsEnd, $"the end after {i} messages");
            Assert.Equal(expected.Length, message.Length);
            Assert.True(expected.AsSpan(0, message.Count).SequenceEqual(buffer.AsSpan(0, message.Count)), $"{i}");
            Assert.Equal(Math.Min(room, expected.Length), message.Count);
        }

        Assert.True((await connection.ReceiveAsync(buffer)).IsEnd);
    }

    /// <summary>Mostly short ones, some empty, some as long as the socket takes.</summary>
    private static byte[] NextMessage(Random random)
    {
        var length = random.Next(10) switch
        {
            0 => 0,
            < 7 => random.Next(200),
            < 9 => random.Next(20_000),
            _ => random.Next(150_000),
        };
        var message = new byte[length];
        random.NextBytes(message);
        return message;
    }
}
