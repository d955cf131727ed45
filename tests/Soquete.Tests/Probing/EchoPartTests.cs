using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Filters;
using Soquete.Probing;
using Soquete.Wire;

namespace Soquete.Tests.Probing;

/// <summary>The parts of a ping that need no network.</summary>
public class EchoPartTests
{
    [Fact]
    public void Message_WhenWritten_ThenHasTimeTagAndPattern()
    {
        var message = new EchoMessage(isInet6: false, 18, tag: 0x1122334455667700);
        Assert.Equal<byte>(
        [
            8, 0, 0, 0, 0xAB, 0xCD, 0, 7,
            0, 0, 0, 0, 0, 1, 0xE2, 0x40, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x07, 16, 17,
        ], WithoutChecksum(message.Write(0xABCD, 7, 123_456)));
        Assert.Equal(0, InternetChecksum.Of(message.Write(0xABCD, 7, 123_456)));
        var six = new EchoMessage(isInet6: true, 4, tag: 1);
        Assert.Equal<byte>([128, 0, 0, 0, 0, 1, 0, 2, 0, 1, 2, 3], six.Write(1, 2, 3).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(40)]
    public void Message_WhenAByteIsChanged_ThenIsFoundThere(int size)
    {
        var message = new EchoMessage(isInet6: false, size, tag: 99);
        var data = message.Write(1, 3, 1000)[EchoMessage.HeaderBytes..].ToArray();
        // Another request overwrites it, as happens before the answer comes.
        message.Write(1, 4, 2000);
        Assert.Null(message.FindDamage(data, 3, 1000));
        for (var place = 0; place < size; place++)
        {
            data[place] ^= 1;
            Assert.Equal(place, message.FindDamage(data, 3, 1000));
            data[place] ^= 1;
            Assert.Null(message.FindDamage(data.AsSpan(0, place), 3, 1000));
        }

        Assert.Equal(size, message.FindDamage([.. data, 0], 3, 1000));
    }

    [Fact]
    public void Window_WhenAnswersAreSought_ThenTheLatestOfTheirSequenceIsFound()
    {
        var window = new EchoWindow();
        Assert.False(window.TryFind(0, out _));
        for (var sent = 1; sent <= 200_000; sent++)
        {
            window.Add(sent * 10L);
            Assert.True(window.TryFind((ushort)sent, out var found));
            Assert.Equal((sent, sent * 10L), (found, window.SentAt(found)));
            if (sent > 100)
            {
                Assert.True(window.TryFind((ushort)(sent - 50), out found));
                Assert.Equal((sent - 50, (sent - 50) * 10L), (found, window.SentAt(found)));
            }

            Assert.Equal(sent >= 65_536, window.TryFind((ushort)(sent + 1), out _));
            window.Settle(sent, EchoState.Answered);
            Assert.Equal(0, window.Waiting);
        }
    }

    [Fact]
    public void Window_WhenRequestsWait_ThenTheFirstOfThemIsNext()
    {
        var window = new EchoWindow();
        for (var sent = 1; sent <= 300; sent++)
        {
            window.Add(sent);
        }

        window.Settle(1, EchoState.Answered);
        window.Settle(2, EchoState.Failed);
        window.Settle(2, EchoState.Answered);
        Assert.Equal((298, 3L), (window.Waiting, window.NextWaiting(1)));
        Assert.Null(window.NextWaiting(301));
        for (var sent = 301; sent <= 70_000; sent++)
        {
            window.Add(sent);
        }

        // What has left the window is waited for no more.
        Assert.Equal((65_536, 70_000 - 65_536 + 1L), (window.Waiting, window.NextWaiting(1)));
    }

    [Theory]
    [InlineData("4500001c000000004001000001010101020202020000fffd12340001", true)]
    [InlineData("4500001c000000004001000001010101020202020000fffd12350001", false)]
    [InlineData("4500001c000000004001000001010101020202020800fffd12340001", false)]
    [InlineData("46000020000000004001000001010101020202020000000000" + "00fffd12340001", true)]
    [InlineData("45000038000000004001000001010101020202020501ffff0a000001"
        + "4500001c00000000400100000202020201010101" + "0800ffff12340001", true)]
    [InlineData("45000038000000004001000001010101020202020501ffff0a000001"
        + "4600001c0000000040010000020202020101010100000000" + "0800ffff12340001", true)]
    [InlineData("45000038000000004001000001010101020202020501ffff0a000001"
        + "4500001c00000000400100000202020201010101" + "0800ffff12330001", false)]
    [InlineData("45000038000000004001000001010101020202020501ffff0a000001"
        + "4500001c00000000401100000202020201010101" + "0800ffff12340001", false)]
    [InlineData("4500001c", false)]
    [InlineData("", false)]
    public void Filter_WhenItSeesAPacketOfIPv4_ThenItsOwnAnswersPass(string packet, bool passes) =>
        Assert.Equal(passes, Matches(AddressFamily.InterNetwork, packet));

    [Theory]
    [InlineData("8100000012340001", true)]
    [InlineData("8100000012330001", false)]
    [InlineData("8000000012340001", false)]
    [InlineData("8100", false)]
    public void Filter_WhenItSeesAMessageOfIcmpv6_ThenItsOwnAnswersPass(string packet, bool passes) =>
        Assert.Equal(passes, Matches(AddressFamily.InterNetworkV6, packet));

    [Fact]
    public void Tally_WhenTimesAreNoted_ThenTheSummaryIsExact()
    {
        var tally = new PingTally(IPAddress.Loopback);
        foreach (var milliseconds in new[] { 4, 2, 1, 3 })
        {
            tally.Sent();
            tally.Note(new PingEvent(PingEventKind.Reply, 1) { RoundTrip = TimeSpan.FromMilliseconds(milliseconds) });
        }

        tally.Sent();
        tally.Note(new PingEvent(PingEventKind.Duplicate, 1) { RoundTrip = TimeSpan.FromHours(1) });
        var summary = tally.Summary(TimeSpan.FromSeconds(9));
        Assert.Equal((5, 4, 1, 1, 20.0), (
            summary.Sent, summary.Received, summary.Lost, summary.Duplicates, summary.LossPercent));
        var times = summary.Times!;
        Assert.Equal([1.0, 2, 4, 4, 2.5], new[]
        {
            times.Min, times.Median, times.Percentile95, times.Max, times.Mean,
        }.Select(time => time.TotalMilliseconds));
        // √(7.5 − 6.25)
        Assert.Equal(1.118, times.Deviation.TotalMilliseconds, 3);
    }

    [Fact]
    public void Tally_WhenTimesAreLongAndAlike_ThenTheirDeviationIsNotLostInRounding()
    {
        var tally = new PingTally(IPAddress.Loopback);
        for (var i = 0; i < 100_000; i++)
        {
            tally.Note(new PingEvent(PingEventKind.Reply, i)
            {
                RoundTrip = TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(i % 2 == 0 ? 10 : -10),
            });
        }

        Assert.Equal(10, tally.Summary(TimeSpan.Zero).Times!.Deviation.Ticks);
    }

    [Theory]
    [InlineData("localhost", PingMethod.Echo, "localhost")]
    [InlineData("10.0.0.1", PingMethod.Echo, "10.0.0.1")]
    [InlineData("fe80::1%lo", PingMethod.Echo, "fe80::1%lo")]
    [InlineData("[::1]", PingMethod.Echo, "::1")]
    [InlineData("tcp:localhost:80", PingMethod.Tcp, "tcp:localhost:80")]
    [InlineData("udp4:localhost:53", PingMethod.Udp, "udp4:localhost:53")]
    public void Target_WhenRead_ThenSaysHowAndWhom(string text, PingMethod method, string printed)
    {
        var target = PingTarget.Parse(text);
        Assert.Equal((method, printed), (target.Method, target.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("10.0.0")]
    [InlineData("tcp:localhost")]
    [InlineData("unix:/run/x")]
    [InlineData("raw:icmp@localhost")]
    [InlineData("no such name")]
    public void Target_WhenItIsNone_ThenOneLineSaysSo(string text)
    {
        var refused = Assert.Throws<AddressFormatException>(() => PingTarget.Parse(text));
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Options_WhenOutOfRange_ThenAreRefused()
    {
        foreach (var options in new PingOptions[]
        {
            new() { Count = 0 }, new() { Size = -1 }, new() { Size = 65508 }, new() { Ttl = 0 }, new() { Ttl = 256 },
            new() { Dscp = 64 }, new() { Timeout = TimeSpan.Zero }, new() { Interval = TimeSpan.FromTicks(-1) },
        })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
                () => Pinger.OpenAsync(PingTarget.Parse("127.0.0.1"), options).AsTask());
        }
    }

    private static bool Matches(AddressFamily family, string packet)
    {
        BpfProgram program = EchoFilter.For(family, 0x1234);
        var bytes = Convert.FromHexString(packet);
        return program.Run(bytes, bytes.Length) != 0;
    }

    private static byte[] WithoutChecksum(ReadOnlySpan<byte> message)
    {
        var bytes = message.ToArray();
        bytes[2] = bytes[3] = 0;
        return bytes;
    }
}
