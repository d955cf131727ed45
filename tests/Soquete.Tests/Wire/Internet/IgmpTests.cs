using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Wire.Internet;

public class IgmpTests
{
    public static TheoryData<string> Names => Literal.Names(typeof(IgmpPackets));

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_WhenReadAndWritten_ThenIsTheSame(string name)
    {
        var bytes = Literal.Payload(Literal.Named(typeof(IgmpPackets), name));
        Assert.True(IgmpView.TryRead(bytes, out var view));
        Assert.True(view.IsChecksumValid);
        Assert.True(view.IsWellFormed);
        var message = IgmpMessage.Read(view);
        var written = new byte[message.Length];
        Assert.Equal(bytes.Length, message.Write(written));
        Assert.Equal(bytes, written);
        Assert.Equal(message, Read(written));
        Assert.Equal(message.GetHashCode(), Read(written).GetHashCode());
        Assert.Throws<ArgumentException>(() => message.Write(new byte[bytes.Length - 1]));
    }

    [Fact]
    public void GroupMessages_WhenRead_ThenNameTheGroup()
    {
        Assert.Equal(
            new IgmpGroupMessage(IgmpType.Version1Report, IPAddress.Parse("239.1.2.4")),
            Read(Literal.Payload(IgmpPackets.Version1Report)));
        Assert.Equal(
            new IgmpGroupMessage(IgmpType.Version2Report, IPAddress.Parse("239.1.2.5")),
            Read(Literal.Payload(IgmpPackets.Version2Report)));
        Assert.Equal(
            new IgmpGroupMessage(IgmpType.LeaveGroup, IPAddress.Parse("239.1.2.5")),
            Read(Literal.Payload(IgmpPackets.LeaveGroup)));
    }

    [Fact]
    public void Queries_WhenRead_ThenSayWhatTheBridgeAsked()
    {
        Assert.Equal(new IgmpQuery { Version = 2 }, Read(Literal.Payload(IgmpPackets.Version2Query)));
        Assert.Equal(new IgmpQuery(), Read(Literal.Payload(IgmpPackets.Version3Query)));
        Assert.Equal(
            new IgmpQuery
            {
                Group = IPAddress.Parse("232.1.1.1"),
                MaxResponseCode = 10,
                Sources = [IPAddress.Parse("10.3.0.9")],
            },
            Read(Literal.Payload(IgmpPackets.Version3QueryForSource)));
    }

    [Fact]
    public void Reports_WhenRead_ThenSayTheSourcesOfEachGroup()
    {
        Assert.Equal(
            new IgmpVersion3Report(
            [
                new MulticastRecord
                {
                    Type = MulticastRecordType.AllowNewSources,
                    Group = IPAddress.Parse("232.1.1.1"),
                    Sources = [IPAddress.Parse("10.3.0.9"), IPAddress.Parse("10.3.0.10")],
                },
            ]),
            Read(Literal.Payload(IgmpPackets.Version3Report)));
        Assert.Equal(
            new IgmpVersion3Report(
            [
                new MulticastRecord
                {
                    Type = MulticastRecordType.AllowNewSources,
                    Group = IPAddress.Parse("232.1.1.1"),
                    Sources = [IPAddress.Parse("10.2.0.1")],
                },
                new MulticastRecord
                {
                    Type = MulticastRecordType.ChangeToExclude,
                    Group = IPAddress.Parse("239.1.2.3"),
                },
            ]),
            Read(Literal.Payload(IgmpPackets.Version3ReportOfTwoGroups)));
    }

    /// <summary>RFC 3376 section 7.1.</summary>
    [Fact]
    public void Version_WhenOfAQuery_ThenLengthAndCodeTellIt()
    {
        byte[] query = [0x11, 0, 0, 0, 224, 0, 0, 1, 0, 0, 0, 0];
        Assert.True(IgmpView.TryRead(query.AsSpan(0, 8), out var first));
        Assert.Equal(1, first.Version);
        query[1] = 100;
        Assert.True(IgmpView.TryRead(query.AsSpan(0, 8), out var second));
        Assert.Equal(2, second.Version);
        Assert.Equal(TimeSpan.FromSeconds(10), second.MaxResponseTime);
        Assert.True(IgmpView.TryRead(query, out var third));
        Assert.Equal(3, third.Version);
        foreach (var length in new[] { 7, 9, 10, 11 })
        {
            Assert.False(IgmpView.TryRead(query.AsSpan(0, length), out _));
        }
    }

    /// <summary>RFC 3376 section 4.1.1: a mantissa of four bits and an exponent of three, from 128 on.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(127, 12.7)]
    [InlineData(128, 12.8)]
    [InlineData(0x8F, 24.8)]
    [InlineData(0xFF, 3174.4)]
    public void Code_WhenOfAQuery_ThenIsATime(byte code, double seconds)
    {
        byte[] query = [0x11, code, 0, 0, 0, 0, 0, 0, 0, code, 0, 0];
        Assert.True(IgmpView.TryRead(query, out var view));
        Assert.Equal(TimeSpan.FromSeconds(seconds), view.MaxResponseTime);
        Assert.Equal(TimeSpan.FromSeconds(Math.Round(seconds * 10)), view.QueryInterval);
    }

    [Fact]
    public void Query_WhenViewed_ThenSaysAllThatVersion3Has()
    {
        byte[] query = [0x11, 10, 0, 0, 232, 1, 1, 1, 0x0F, 125, 0, 2, 10, 0, 0, 1, 10, 0, 0, 2, 99];
        Assert.True(IgmpView.TryRead(query, out var view));
        Assert.True(view.SuppressesRouterProcessing);
        Assert.Equal((7, 125, 2), (view.Robustness, view.QueryIntervalCode, view.SourceCount));
        Assert.Equal(TimeSpan.FromSeconds(125), view.QueryInterval);
        Assert.Equal(query.AsSpan(12, 8), view.SourceBytes);
        Assert.True(view.IsWellFormed);
        Assert.True(IgmpView.TryRead(query.AsSpan(0, 19), out var cut));
        Assert.Equal(4, cut.SourceBytes.Length);
        Assert.False(cut.IsWellFormed);
    }

    [Fact]
    public void Record_WhenItHasAuxiliaryData_ThenItIsKept()
    {
        var report = new IgmpVersion3Report(
        [
            new MulticastRecord
            {
                Type = MulticastRecordType.ModeIsInclude,
                Group = IPAddress.Parse("232.1.1.1"),
                Sources = [IPAddress.Parse("10.0.0.1")],
                AuxiliaryData = [1, 2, 3, 4],
            },
        ]);
        var written = new byte[report.Length];
        report.Write(written);
        Assert.Equal(8 + 4 + 8 + 4, written.Length);
        Assert.Equal(report, Read(written));
        var odd = new IgmpVersion3Report([report.Records[0] with { AuxiliaryData = [1, 2, 3] }]);
        Assert.Throws<InvalidOperationException>(() => odd.Write(new byte[100]));
        var other = new IgmpVersion3Report([report.Records[0] with { Group = IPAddress.IPv6Any }]);
        Assert.Throws<ArgumentException>(() => other.Write(new byte[100]));
    }

    [Fact]
    public void Types_WhenNotKnown_ThenAreKeptAsBytes()
    {
        byte[] pim = [0x14, 1, 0, 0, 1, 2, 3, 4, 5];
        var message = Assert.IsType<IgmpOtherMessage>(Read(pim));
        Assert.Equal("type 0x14", IgmpType.Describe(message.Type));
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5 }, message.Data.ToArray());
        Assert.Equal(pim.Length, message.Length);
    }

    private static IgmpMessage Read(byte[] bytes)
    {
        Assert.True(IgmpView.TryRead(bytes, out var view));
        return IgmpMessage.Read(view);
    }
}
