using Soquete.Wire.Internet;

namespace Soquete.Tests.Wire.Internet;

/// <summary>The options of both versions of IP.</summary>
public class IpOptionTests
{
    [Fact]
    public void Route_WhenRecorded_ThenTheAddressesThatItCamePastAreTold()
    {
        Assert.True(Ipv4View.TryRead(Frames.Packet(Frames.RecordedRoute), out var view));
        Assert.Equal(60, view.HeaderLength);
        var options = view.Options.GetEnumerator();
        Assert.True(options.MoveNext());
        var route = options.Current;
        Assert.Equal(Ipv4OptionType.RecordRoute, route.Type);
        Assert.True(route.IsRoute);
        Assert.False(route.IsCopied);
        Assert.Equal(0, route.Class);
        Assert.Equal(3, route.AddressesPassed);
        Assert.Equal(9, route.AddressCount);
        Assert.Equal(
            Frames.Bytes("c0000201 c0000202 c0000202"), route.AddressBytes[..(4 * route.AddressesPassed)].ToArray());
        Assert.True(options.MoveNext());
        Assert.Equal(Ipv4OptionType.EndOfList, options.Current.Type);
        Assert.False(options.MoveNext());
        Assert.True(view.Options.IsWellFormed);
    }

    [Fact]
    public void Timestamps_WhenRead_ThenAreAnOptionOfTheirOwn()
    {
        Assert.True(Ipv4View.TryRead(Frames.Packet(Frames.Timestamps), out var view));
        var options = view.Options.GetEnumerator();
        Assert.True(options.MoveNext());
        Assert.Equal(Ipv4OptionType.Timestamp, options.Current.Type);
        Assert.Equal(2, options.Current.Class);
        Assert.Equal(38, options.Current.Data.Length);
        Assert.False(options.Current.IsRoute);
        Assert.Equal(0, options.Current.AddressCount);
        Assert.False(options.MoveNext());
    }

    /// <summary>What is behind the end of the list is padding; a wrong length ends the list.</summary>
    [Theory]
    [InlineData("", "", true)]
    [InlineData("01 01", "01 01", true)]
    [InlineData("01 00 07 ff", "01 00", true)]
    [InlineData("94 04 00 00", "94", true)]
    [InlineData("01 94 04 00", "01", false)]
    [InlineData("94 00", "", false)]
    [InlineData("94 01", "", false)]
    [InlineData("94 02", "94", true)]
    [InlineData("94", "", false)]
    public void List_WhenGoneThrough_ThenEndsWhereItIsWrong(string bytes, string types, bool isWellFormed)
    {
        var found = new List<byte>();
        var options = new Ipv4Options(Frames.Bytes(bytes));
        foreach (var option in options)
        {
            found.Add(option.Type);
        }

        Assert.Equal(Frames.Bytes(types), found);
        Assert.Equal(isWellFormed, options.IsWellFormed);
    }

    [Fact]
    public void Options_WhenPutTogether_ThenAreReadBack()
    {
        var bytes = new Ipv4OptionWriter().NoOperation().RouterAlert(7).Option(0x5E, [1, 2]).ToList();
        Assert.Equal(Frames.Bytes("01 94040007 5e040102 000000"), bytes.Span);
        var options = new Ipv4Options(bytes.Span).GetEnumerator();
        Assert.True(options.MoveNext() && options.MoveNext());
        Assert.True(options.Current.TryGetRouterAlert(out var value));
        Assert.Equal(7, value);
        Assert.True(options.MoveNext());
        Assert.False(options.Current.TryGetRouterAlert(out _));
        Assert.Equal([1, 2], options.Current.Data.ToArray());
    }

    [Fact]
    public void Options_WhenThereIsNoRoom_ThenThrow()
    {
        var writer = new Ipv4OptionWriter().RecordRoute(9);
        Assert.Throws<InvalidOperationException>(() => writer.RouterAlert());
        Assert.Equal(40, writer.NoOperation().ToList().Count);
        Assert.Throws<InvalidOperationException>(() => writer.NoOperation());
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.RecordRoute(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Option(Ipv4OptionType.NoOperation, []));
    }

    [Fact]
    public void Options6_WhenOfAReport_ThenAreAlertAndPadding()
    {
        Assert.True(Ipv6View.TryRead(Frames.Packet(Frames.RouterAlert6), out var view));
        var extensions = view.Extensions.GetEnumerator();
        Assert.True(extensions.MoveNext());
        var options = extensions.Current.Options.GetEnumerator();
        Assert.True(options.MoveNext());
        Assert.True(options.Current.TryGetRouterAlert(out var value));
        Assert.Equal(0, value);
        Assert.Equal(Ipv6OptionAction.Skip, options.Current.Action);
        Assert.False(options.Current.MayChange);
        Assert.True(options.MoveNext());
        Assert.Equal(Ipv6OptionType.PadN, options.Current.Type);
        Assert.True(options.Current.Data.IsEmpty);
        Assert.False(options.MoveNext());
    }

    [Theory]
    [InlineData("00 00 01 00", "00 00 01", true)]
    [InlineData("c2 04 00 01 00 00", "c2", true)]
    [InlineData("c2 04 00 01 00", "", false)]
    [InlineData("00 05", "00", false)]
    [InlineData("05 ff", "", false)]
    public void List6_WhenGoneThrough_ThenEndsWhereItIsWrong(string bytes, string types, bool isWellFormed)
    {
        var found = new List<byte>();
        var options = new Ipv6Options(Frames.Bytes(bytes));
        foreach (var option in options)
        {
            found.Add(option.Type);
        }

        Assert.Equal(Frames.Bytes(types), found);
        Assert.Equal(isWellFormed, options.IsWellFormed);
    }

    [Fact]
    public void Option6_WhenItsBitsAreSet_ThenTheySayWhatStrangersDo()
    {
        var options = new Ipv6Options(Frames.Bytes("e3 00 c2 04 00 01 00 00")).GetEnumerator();
        Assert.True(options.MoveNext());
        Assert.Equal(Ipv6OptionAction.DiscardAndReportUnlessMulticast, options.Current.Action);
        Assert.True(options.Current.MayChange);
        Assert.True(options.MoveNext());
        Assert.True(options.Current.TryGetJumboPayload(out var length));
        Assert.Equal(65_536U, length);
        Assert.False(options.Current.TryGetRouterAlert(out _));
    }
}
