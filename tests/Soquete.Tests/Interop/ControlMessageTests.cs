using Soquete.Ancillary;
using Soquete.Datagrams;
using Soquete.Interop;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Interop;

/// <summary>Control data, as it is written and as anybody may have damaged it.</summary>
public class ControlMessageTests(ITestOutputHelper output)
{
    private const int Rounds = 20_000;

    [Fact]
    public void TryRead_WhenMessagesWereWritten_ThenGivesThemBackInOrder()
    {
        var random = SeededRandom.Create(output);
        for (var round = 0; round < 2_000; round++)
        {
            var written = Enumerable.Range(0, random.Next(5)).Select(_ => Some(random)).ToList();
            var buffer = Write(written);
            ReadOnlySpan<byte> left = buffer;
            foreach (var (level, type, data) in written)
            {
                Assert.True(ControlMessage.TryRead(ref left, out var message));
                Assert.Equal((level, type), message.Kind);
                Assert.Equal(data, message.Data.ToArray());
            }

            Assert.False(ControlMessage.TryRead(ref left, out _));
        }
    }

    /// <summary>The kernel leaves out the padding behind the last one (put_cmsg in net/core/scm.c).</summary>
    [Fact]
    public void TryRead_WhenTheLastOneHasNoPadding_ThenIsReadAllTheSame()
    {
        var buffer = Write([(0, 1, [7])]);
        ReadOnlySpan<byte> left = buffer.AsSpan(0, ControlMessage.HeaderBytes + 1);
        Assert.True(ControlMessage.TryRead(ref left, out var message));
        Assert.Equal(7, message.ToNumber());
        Assert.True(left.IsEmpty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(1 << 20)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(-16)]
    public void TryRead_WhenTheLengthIsNone_ThenIsTheEnd(long length)
    {
        var buffer = Write([(1, 1, [])]);
        BitConverter.TryWriteBytes(buffer, length);
        ReadOnlySpan<byte> left = buffer;
        Assert.False(ControlMessage.TryRead(ref left, out var message));
        Assert.True(message.Data.IsEmpty);
        Assert.False(ControlMessage.TryRead(ref left, out _));
    }

    [Theory]
    [InlineData(new byte[] { }, 0)]
    [InlineData(new byte[] { 184 }, 184)]
    [InlineData(new byte[] { 1, 2 }, 1)]
    [InlineData(new byte[] { 1, 2, 0, 0 }, 513)]
    [InlineData(new byte[] { 1, 2, 0, 0, 9, 9 }, 513)]
    [InlineData(new byte[] { 255, 255, 255, 255 }, -1)]
    public void ToNumber_WhenTheDataIsShort_ThenReadsNoFurther(byte[] data, int number) =>
        Assert.Equal(number, new ControlMessage((0, 1), data).ToNumber());

    /// <summary>
    /// Damaged lengths, levels, types and data. What is read lies within the buffer, and the reading ends.
    /// </summary>
    [Fact]
    public void Reading_WhenTheBufferIsHostile_ThenEndsWithinIt()
    {
        var random = SeededRandom.Create(output);
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var buffer = Hostile(random);
            var start = random.Coin() ? 0 : random.Next(Math.Min(8, buffer.Length + 1));
            ReadOnlySpan<byte> left = buffer.AsSpan(start);
            var steps = 0;
            while (ControlMessage.TryRead(ref left, out var message))
            {
                read++;
                Assert.True(message.Data.IsEmpty || buffer.AsSpan(start).Overlaps(message.Data));
                Assert.InRange(message.Data.Length, 0, buffer.Length - start - ControlMessage.HeaderBytes);
                _ = message.ToNumber();
                Assert.InRange(++steps, 0, buffer.Length / ControlMessage.HeaderBytes);
            }
        }

        output.WriteLine($"{read} messages read");
        Assert.True(read > Rounds / 10);
    }

    [Fact]
    public void Notation_WhenTheBufferIsHostile_ThenIsPrinted()
    {
        var random = SeededRandom.Create(output);
        for (var round = 0; round < Rounds; round++)
        {
            var text = CallNotation.ReceivedMessage("x"u8, [], Hostile(random), MessageFlags.None);
            Assert.StartsWith("{msg_name=NULL, ", text);
            Assert.EndsWith(", msg_flags=0}", text);
            Assert.DoesNotContain('\n', text);
        }
    }

    /// <summary>
    /// Credentials and the rest; descriptors are left out, for a number that the kernel did not send is not ours.
    /// </summary>
    [Fact]
    public void Facts_WhenTheBufferIsHostile_ThenAreTakenWhereTheyAreWhole()
    {
        var random = SeededRandom.Create(output);
        for (var round = 0; round < Rounds; round++)
        {
            var buffer = Hostile(random);
            ReadOnlySpan<byte> left = buffer;
            var hasDescriptors = false;
            while (ControlMessage.TryRead(ref left, out var message))
            {
                hasDescriptors |= message.Kind == ControlKind.Rights;
            }

            if (!hasDescriptors)
            {
                Assert.Null(ReceivedControl.Read(buffer, MessageFlags.None).Descriptors);
            }

            var facts = DatagramFacts.Read(buffer);
            Assert.InRange(facts.AnsweringAddress.Length, 0, 16);
            _ = facts.LocalAddress;
        }
    }

    private static byte[] Hostile(Random random)
    {
        var buffer = Write(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Some(random)).ToList());
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(buffer.Length);
            buffer[at] = random.Pick((byte)0, (byte)15, (byte)16, (byte)17, (byte)255, (byte)random.Next(256));
        }

        return buffer[..random.Next(buffer.Length + 1)];
    }

    private static (int Level, int Type, byte[] Data) Some(Random random)
    {
        var (level, type) = random.Pick(
            ControlKind.Credentials, ControlKind.Timestamp, ControlKind.IpTos, ControlKind.IpPacketInfo,
            ControlKind.IpError, ControlKind.Ipv6PacketInfo, ControlKind.UdpGro, (random.Next(), random.Next()));
        var data = new byte[random.Next(40)];
        random.NextBytes(data);
        return (level, type, data);
    }

    private static byte[] Write(List<(int Level, int Type, byte[] Data)> messages)
    {
        // What was there before must not be seen in the padding.
        var buffer = Enumerable.Repeat((byte)0xee, messages.Sum(m => ControlMessage.Space(m.Data.Length))).ToArray();
        var used = 0;
        foreach (var (level, type, data) in messages)
        {
            used += ControlMessage.Write(buffer.AsSpan(used), (level, type), data);
        }

        Assert.Equal(buffer.Length, used);
        return buffer;
    }
}
