using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Wire.Internet;

public class MldTests
{
    public static TheoryData<string> Names => Literal.Names(typeof(MldPackets));

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_WhenReadAndWritten_ThenIsTheSame(string name)
    {
        Assert.True(IpView.TryRead(Literal.Bytes(Literal.Named(typeof(MldPackets), name)), out var ip));
        var bytes = ip.Payload.ToArray();
        var message = Read(bytes);
        var written = new byte[message.Length];
        Assert.Equal(bytes.Length, message.Write(written, ip.Source, ip.Destination));
        Assert.Equal(bytes, written);
        Assert.Equal(message, Read(written));
        Assert.Equal(message.GetHashCode(), Read(written).GetHashCode());
        Assert.Throws<ArgumentException>(() => message.Write(new byte[bytes.Length - 1]));
        Assert.True(Icmpv6View.TryRead(bytes, out var view));
        Assert.Equal(Icmpv6Message.Read(view), message.ToMessage());
        Assert.True(view.IsChecksumValid(ip));
    }

    [Fact]
    public void GroupMessages_WhenRead_ThenNameTheGroup()
    {
        var group = IPAddress.Parse("ff05::1:4");
        Assert.Equal(new MldGroupMessage(false, group), Read(Literal.Payload(MldPackets.Version1Report)));
        Assert.Equal(new MldGroupMessage(true, group), Read(Literal.Payload(MldPackets.Version1Done)));
    }

    [Fact]
    public void Queries_WhenRead_ThenSayWhatTheBridgeAsked()
    {
        Assert.Equal(new MldQuery { Version = 1 }, Read(Literal.Payload(MldPackets.Version1Query)));
        Assert.Equal(new MldQuery(), Read(Literal.Payload(MldPackets.Version2Query)));
        Assert.Equal(
            new MldQuery
            {
                Group = IPAddress.Parse("ff35::1"),
                MaxResponseCode = 1_000,
                Sources = [IPAddress.Parse("fd00:3::9")],
            },
            Read(Literal.Payload(MldPackets.Version2QueryForSource)));
    }

    [Fact]
    public void Reports_WhenRead_ThenSayTheSourcesOfEachGroup()
    {
        Assert.Equal(
            new MldVersion2Report(
            [
                new MulticastRecord
                {
                    Type = MulticastRecordType.AllowNewSources,
                    Group = IPAddress.Parse("ff35::1"),
                    Sources = [IPAddress.Parse("fd00:3::9"), IPAddress.Parse("fd00:3::a")],
                },
            ]),
            Read(Literal.Payload(MldPackets.Version2Report)));
        var report = Assert.IsType<MldVersion2Report>(Read(Literal.Payload(MldPackets.Version2ReportOfFourGroups)));
        Assert.All(report.Records, record => Assert.Equal(MulticastRecordType.ChangeToExclude, record.Type));
        Assert.Contains(report.Records, record => record.Group.Equals(IPAddress.Parse("ff02::1:ff00:1")));
    }

    /// <summary>RFC 3810 section 8.1.</summary>
    [Fact]
    public void Version_WhenOfAQuery_ThenItsLengthTellsIt()
    {
        var query = new byte[28];
        query[0] = Icmpv6Type.MulticastListenerQuery;
        for (var length = 4; length <= query.Length; length++)
        {
            Assert.True(Icmpv6View.TryRead(query.AsSpan(0, length), out var message));
            Assert.Equal(length is 24 or 28, MldView.TryRead(message, out var view));
            Assert.Equal(length switch { 24 => 1, 28 => 2, _ => 0 }, length is 24 or 28 ? view.Version : 0);
        }
    }

    /// <summary>RFC 3810 section 5.1.3: a mantissa of twelve bits and an exponent of three, from 32,768 on.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0x7FFF, 32_767)]
    [InlineData(0x8000, 32_768)]
    [InlineData(0x8FFF, 65_528)]
    [InlineData(0xFFFF, 8_387_584)]
    public void Code_WhenOfAQuery_ThenIsATime(ushort code, int milliseconds)
    {
        var query = new MldQuery { MaxResponseCode = code, QueryIntervalCode = 0xFF };
        var bytes = new byte[query.Length];
        query.Write(bytes);
        Assert.True(Icmpv6View.TryRead(bytes, out var message));
        Assert.True(MldView.TryRead(message, out var view));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), view.MaxResponseTime);
        Assert.Equal(TimeSpan.FromSeconds(31_744), view.QueryInterval);
        Assert.Equal(2, view.Robustness);
        Assert.False(view.SuppressesRouterProcessing);
    }

    [Fact]
    public void Report_WhenARecordIsMissing_ThenTheOthersAreRead()
    {
        var bytes = Literal.Payload(MldPackets.Version2ReportOfFourGroups);
        Assert.True(Icmpv6View.TryRead(bytes.AsSpan(0, bytes.Length - 1), out var message));
        Assert.True(MldView.TryRead(message, out var view));
        Assert.False(view.IsWellFormed);
        var whole = Assert.IsType<MldVersion2Report>(Read(bytes));
        var cut = Assert.IsType<MldVersion2Report>(MldMessage.Read(view));
        Assert.Equal(whole.Records.Take(whole.Records.Count - 1), cut.Records);
    }

    private static MldMessage Read(byte[] bytes)
    {
        Assert.True(Icmpv6View.TryRead(bytes, out var message));
        Assert.True(MldView.TryRead(message, out var view));
        return MldMessage.Read(view);
    }
}
