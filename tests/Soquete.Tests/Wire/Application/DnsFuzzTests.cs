using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Application;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire.Application;

/// <summary>Real messages, cut and changed in every way: read or refused, in bounded work.</summary>
public class DnsFuzzTests(ITestOutputHelper output)
{
    private const int Mutants = 20_000;

    /// <summary>A name of 255 bytes for each pointer of two bytes: more than any message can grow to.</summary>
    private const int MostWritten = 1 << 20;

    private static readonly byte[][] Corpus = [.. Literal.All(typeof(DnsPackets))];

    private readonly byte[] _room = new byte[MostWritten];

    [Fact]
    public void Messages_WhenCutAnywhere_ThenAreRefusedUnlessWhole()
    {
        foreach (var message in Corpus)
        {
            Assert.True(Read(message));
            for (var length = 0; length < message.Length; length++)
            {
                Assert.False(Read(message[..length]));
            }
        }
    }

    [Fact]
    public void Messages_WhenDamaged_ThenAreReadOrRefused()
    {
        var random = SeededRandom.Create(output);
        var read = 0;
        for (var i = 0; i < Mutants; i++)
        {
            read += Read(Mutant.Of(random, Corpus)) ? 1 : 0;
        }

        output.WriteLine($"{read} of {Mutants} read");
        Assert.InRange(read, Mutants / 20, Mutants - 1);
    }

    /// <summary>Small numbers, which are lengths and pointers that go far, behind a header.</summary>
    [Fact]
    public void Noise_WhenRead_ThenIsReadOrRefused()
    {
        var random = SeededRandom.Create(output);
        byte[] likely = [0, 0, 0, 1, 1, 2, 3, 12, 0xC0, 0xC0, 0xC0, 0xC1, 16, 41, 5];
        for (var i = 0; i < Mutants; i++)
        {
            var noise = new byte[random.Next(300)];
            for (var at = 0; at < noise.Length; at++)
            {
                noise[at] = random.Next(8) == 0 ? (byte)random.Next(256) : random.Pick(likely);
            }

            byte[] message = [.. Corpus[0][..4], 0, 1, 0, (byte)random.Next(9), 0, 1, 0, 1, .. noise];
            _ = Read(message);
        }
    }

    /// <summary>
    /// As many records as a message has room for, each with a name at the end of the longest chain of pointers, which
    /// lies in the data of the first: 126 labels a record, and no more.
    /// </summary>
    [Fact]
    public void Pointers_WhenInLongChains_ThenTheWorkIsBounded()
    {
        const int ChainLength = 1 + (126 * 4);
        List<byte> message =
        [
            .. new byte[DnsView.HeaderLength], 0, 0xFF, 0, 0, 1, 0, 0, 0, 0, ChainLength >> 8, ChainLength & 0xFF, 0,
        ];
        for (var target = message.Count - 1; message.Count < DnsView.HeaderLength + 11 + ChainLength;)
        {
            message.AddRange([1, 97, (byte)(0xC0 | (target >> 8)), (byte)target]);
            target = message.Count - 4;
        }

        var name = message.Count - 4;
        var count = 1;
        for (; message.Count < DnsMessage.LongestMessage - 12; count++)
        {
            message.AddRange([(byte)(0xC0 | (name >> 8)), (byte)name, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
        }

        (message[6], message[7]) = ((byte)(count >> 8), (byte)count);
        byte[] bytes = [.. message];
        Assert.True(DnsView.TryRead(bytes, out var view));
        Assert.True(view.Records.IsWellFormed);
        // Each name has one pointer more than the chain.
        Assert.Equal(count + ((count - 1) * 126), Steps(view));
        var records = DnsMessage.Read(view).Answers;
        Assert.Equal(count, records.Count);
        Assert.Equal(253, records[^1].Name.Length);
    }

    /// <summary>Reads through it, and holds what it means to what is written of it.</summary>
    /// <returns>Whether it is a whole message.</returns>
    private bool Read(byte[] bytes)
    {
        if (!DnsView.TryRead(bytes, out var view))
        {
            return false;
        }

        var steps = Steps(view);
        // A question takes 5 bytes at least and a record 11, and a name has at most 127 labels.
        Assert.InRange(steps, 0, 128 * bytes.Length / 5);
        try
        {
            var message = DnsMessage.Read(view);
            Assert.True(view.Records.IsWellFormed);
            Hold(message, isCompressed: true);
            Hold(message, isCompressed: false);
            return true;
        }
        catch (WireFormatException)
        {
            Assert.False(view.Records.IsWellFormed);
            return false;
        }
    }

    private void Hold(DnsMessage message, bool isCompressed)
    {
        var length = message.Write(_room, isCompressed);
        Assert.True(DnsView.TryRead(_room.AsSpan(0, length), out var again));
        // Pointers in data that could not be read are kept as they are, and may point to something else now.
        if (!message.Answers.Concat(message.Authorities).Concat(message.Additionals).Any(
            record => record.Data is DnsOtherData))
        {
            Assert.Equal(message, DnsMessage.Read(again));
        }
    }

    private static int Steps(DnsView view)
    {
        var steps = 0;
        foreach (var question in view.Questions)
        {
            steps += 1 + Labels(question.Name);
            _ = (question.Type, question.Class);
        }

        foreach (var record in view.Records)
        {
            steps += 1 + Labels(record.Name);
            _ = (record.Type, record.Class, record.TimeToLive);
            for (var at = 0; at <= Math.Min(record.Data.Length, 10); at++)
            {
                var isName = record.TryGetName(at, out var name, out var end);
                Assert.Equal(isName, end > at);
                Assert.InRange(end, 0, record.Data.Length);
                Assert.InRange(Labels(name), 0, 127);
            }
        }

        return steps;
    }

    private static int Labels(DnsNameView name)
    {
        var (count, length) = (0, 1);
        foreach (var label in name)
        {
            Assert.InRange(label.Length, 1, 63);
            length += 1 + label.Length;
            count++;
        }

        Assert.Equal(Math.Max(1, name.Length), length);
        return count;
    }
}
