using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire.Transport;

public class TcpOptionTests
{
    [Fact]
    public void Syn_WhenRead_ThenEachOptionIsThere()
    {
        var found = new List<string>();
        foreach (var option in new TcpOptions(Options(Frames.TcpFastOpen).Span))
        {
            found.Add(Describe(option));
        }

        Assert.Equal(
            ["mss 1460", "sackOK", "TS 3849557689 0", "nop", "wscale 10", "tfo D70B3E7B512FFEEF", "nop", "nop"], found);
    }

    [Fact]
    public void Syn_WhenItAsksForACookie_ThenTheCookieIsEmpty()
    {
        var isFound = false;
        foreach (var option in new TcpOptions(Options(Frames.TcpSyn).Span))
        {
            if (option.TryGetFastOpenCookie(out var cookie))
            {
                Assert.True(cookie.IsEmpty);
                isFound = true;
            }
        }

        Assert.True(isFound);
    }

    [Fact]
    public void Acknowledgment_WhenSelective_ThenItsBlocksAreTold()
    {
        var blocks = new List<SackBlock>();
        foreach (var option in new TcpOptions(Options(Frames.TcpSack).Span))
        {
            foreach (var block in option.SackBlocks)
            {
                blocks.Add(block);
            }

            Assert.Equal(option.Kind == TcpOptionKind.Sack ? 2 : 0, option.SackBlocks.Count);
        }

        Assert.Equal([new(0xc515d571, 0xc515db19), new(0xc515e0c1, 0xc515e669)], blocks);
    }

    /// <summary>An option of a length that its kind cannot have is shown, and not taken for what it says.</summary>
    [Theory]
    [InlineData("02 03 05")]
    [InlineData("02 05 05 b4 00")]
    [InlineData("03 02")]
    [InlineData("03 04 07 07")]
    [InlineData("04 03 00")]
    [InlineData("05 09 00 00 00 00 00 00 00")]
    [InlineData("08 09 00 00 00 00 00 00 00")]
    [InlineData("22 05 01 02 03")]
    [InlineData("22 13 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10")]
    public void Option_WhenItsLengthDoesNotFitItsKind_ThenHasNoMeaning(string bytes)
    {
        var options = new TcpOptions(Frames.Bytes(bytes)).GetEnumerator();
        Assert.True(options.MoveNext());
        Assert.Equal(Frames.Bytes(bytes), options.Current.Bytes);
        Assert.EndsWith("?", Describe(options.Current), StringComparison.Ordinal);
        Assert.False(options.MoveNext());
        Assert.False(options.IsMalformed);
    }

    [Theory]
    [InlineData("01 02 04 05", "01", false)]
    [InlineData("01 01 fe", "01 01", false)]
    [InlineData("1e 00 00 00", "", false)]
    [InlineData("1e 04 00 01", "1e", true)]
    [InlineData("01 00 02 04", "01 00", true)]
    public void List_WhenGoneThrough_ThenEndsWhereItIsWrong(string bytes, string kinds, bool isWellFormed)
    {
        var found = new List<byte>();
        var options = new TcpOptions(Frames.Bytes(bytes));
        foreach (var option in options)
        {
            found.Add(option.Kind);
        }

        Assert.Equal(Frames.Bytes(kinds), found);
        Assert.Equal(isWellFormed, options.IsWellFormed);
    }

    /// <summary>Put together, the options of each real SYN are the bytes that Linux sent.</summary>
    [Fact]
    public void Options_WhenPutTogether_ThenAreThoseThatLinuxSends()
    {
        Assert.Equal(Options(Frames.TcpFastOpen), new TcpOptionWriter()
            .MaximumSegmentSize(1460).SackPermitted().Timestamps(3849557689, 0).NoOperation().WindowScale(10)
            .FastOpenCookie(Frames.Bytes("d70b3e7b512ffeef")).NoOperation().NoOperation().ToList());
        Assert.Equal(Options(Frames.TcpSack), new TcpOptionWriter()
            .NoOperation().NoOperation().Timestamps(0x0203e670, 0xe57396b9).NoOperation().NoOperation()
            .Sack(new SackBlock(0xc515d571, 0xc515db19), new SackBlock(0xc515e0c1, 0xc515e669)).ToList());
    }

    [Fact]
    public void Options_WhenThereIsNoRoom_ThenThrow()
    {
        var full = new TcpOptionWriter().Timestamps(1, 2).Sack(default(SackBlock), default, default);
        Assert.Throws<InvalidOperationException>(() => full.Timestamps(1, 2));
        Assert.Equal(36, full.ToList().Count);
        Assert.Throws<InvalidOperationException>(() => new TcpOptionWriter().Sack(new SackBlock[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => full.WindowScale(15));
        Assert.Throws<ArgumentOutOfRangeException>(() => full.Option(TcpOptionKind.EndOfList, []));
    }

    private static ValueList<byte> Options(string frame)
    {
        Assert.True(IpView.TryRead(Frames.Packet(frame), out var packet));
        Assert.True(TcpView.TryRead(packet.Payload, out var segment));
        return TcpHeader.Read(segment).Options;
    }

    private static string Describe(TcpOptionView option) => TcpOptionKind.NameOf(option.Kind) + (
        option.TryGetMaximumSegmentSize(out var size) ? $" {size}"
        : option.TryGetTimestamps(out var value, out var echo) ? $" {value} {echo}"
        : option.TryGetWindowScale(out var shift) ? $" {shift}"
        : option.TryGetFastOpenCookie(out var cookie) ? $" {Convert.ToHexString(cookie)}"
        : option.IsSackPermitted || option.Kind == TcpOptionKind.NoOperation || option.SackBlocks.Count > 0 ? ""
        : "?");
}
