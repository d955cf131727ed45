using System.Buffers;
using System.Text;
using Soquete.Addresses;
using Soquete.Framing;

namespace Soquete.Tests.Framing;

public class FrameWriterTests
{
    [Theory]
    [InlineData(FrameFormat.U16, "", "0000")]
    [InlineData(FrameFormat.U16, "abc", "0003616263")]
    [InlineData(FrameFormat.U32, "", "00000000")]
    [InlineData(FrameFormat.U32, "abc", "00000003616263")]
    [InlineData(FrameFormat.Line, "", "0A")]
    [InlineData(FrameFormat.Line, "abc", "6162630A")]
    [InlineData(FrameFormat.Line, "abc\n", "6162630A")]
    [InlineData(FrameFormat.Line, "abc\r\n", "6162630D0A")]
    [InlineData(FrameFormat.Line, "a\nb", "610A620A")]
    [InlineData(FrameFormat.Line, "\n", "0A")]
    [InlineData(FrameFormat.Line, "\n\n", "0A0A")]
    public void Message_WhenWritten_ThenHasItsFrame(FrameFormat format, string message, string bytes)
    {
        var to = new ArrayBufferWriter<byte>();
        Assert.Null(FrameWriter.Write(format, Encoding.UTF8.GetBytes(message), to));
        Assert.Equal(bytes, Convert.ToHexString(to.WrittenSpan));
        Assert.Equal(bytes.Length / 2, FrameWriter.FrameLength(format, Encoding.UTF8.GetBytes(message)));

        var exact = new byte[bytes.Length / 2];
        Assert.Null(FrameWriter.Write(format, Encoding.UTF8.GetBytes(message), exact, out var written));
        Assert.Equal((bytes, exact.Length), (Convert.ToHexString(exact), written));
    }

    [Fact]
    public void Message_WhenLongerThanTwoBytesCanSay_ThenIsAProblem()
    {
        var to = new ArrayBufferWriter<byte>();
        Assert.Null(FrameWriter.Write(FrameFormat.U16, new byte[65_535], to));
        var problem = FrameWriter.Write(FrameFormat.U16, new byte[65_536], to);
        Assert.Equal(new FrameProblem(FrameProblemKind.TooLong, 65_536, 65_535), problem);
        Assert.Equal(65_537, to.WrittenCount);
        Assert.Equal(
            problem, FrameWriter.Write(FrameFormat.U16, new byte[65_536], new byte[70_000], out var written));
        Assert.Equal(0, written);
        Assert.Null(FrameWriter.Write(FrameFormat.U32, new byte[65_536], to));
        Assert.Equal(
            "a message of at least 65536 bytes is longer than the limit of 65535 bytes", problem.ToString());
    }

    [Theory]
    [InlineData(FrameFormat.U16, "abc")]
    [InlineData(FrameFormat.U32, "abc")]
    [InlineData(FrameFormat.Line, "abc")]
    [InlineData(FrameFormat.Line, "abc\n")]
    [InlineData(FrameFormat.Line, "")]
    public void Message_WhenItLiesInItsPlace_ThenIsWrittenAllTheSame(FrameFormat format, string text)
    {
        var message = Encoding.UTF8.GetBytes(text);
        var expected = new byte[FrameWriter.FrameLength(format, message)];
        FrameWriter.Write(format, message, expected, out _);
        var buffer = new byte[expected.Length];
        var place = buffer.AsSpan(Frame.PrefixLength(format), message.Length);
        message.CopyTo(place);
        Assert.Null(FrameWriter.Write(format, place, buffer, out var written));
        Assert.Equal(expected, buffer[..written]);
    }

    [Fact]
    public void Destination_WhenTooShort_ThenIsLeftAlone()
    {
        var message = "abc"u8.ToArray();
        Assert.All(Enum.GetValues<FrameFormat>(), format =>
        {
            var tooShort = new byte[FrameWriter.FrameLength(format, message) - 1];
            Assert.Throws<ArgumentOutOfRangeException>(() => FrameWriter.Write(format, message, tooShort, out _));
            Assert.All(tooShort, one => Assert.Equal(0, one));
        });
    }
}
