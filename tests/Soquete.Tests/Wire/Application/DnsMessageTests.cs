using System.Net;
using Soquete.Wire;
using Soquete.Wire.Application;

namespace Soquete.Tests.Wire.Application;

public class DnsMessageTests
{
    private static readonly DnsName Example = DnsName.Parse("example.org");

    public static TheoryData<string> Names => Literal.Names(typeof(DnsPackets));

    /// <summary>With the same pointers as NSD's.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Message_WhenReadAndWritten_ThenIsTheSame(string name)
    {
        var bytes = Literal.Bytes(Literal.Named(typeof(DnsPackets), name));
        var message = Read(bytes);
        var written = new byte[bytes.Length];
        Assert.Equal(bytes.Length, message.Write(written));
        Assert.Equal(bytes, written);
        Assert.Equal(message, Read(written));
        Assert.Equal(message.GetHashCode(), Read(written).GetHashCode());
        Assert.Throws<ArgumentException>(() => message.Write(new byte[bytes.Length - 1]));
        var whole = new byte[DnsMessage.LongestMessage];
        Assert.Equal(message, Read(whole[..message.Write(whole, isCompressed: false)]));
    }

    [Theory]
    [InlineData(nameof(DnsPackets.Address), "example.org. 300 IN A 192.0.2.80")]
    [InlineData(nameof(DnsPackets.Address6), "example.org. 300 IN AAAA 2001:db8::80")]
    [InlineData(nameof(DnsPackets.Alias), "www.example.org. 300 IN CNAME web.hosting.example.org.")]
    [InlineData(nameof(DnsPackets.Mail), "example.org. 300 IN MX 10 mail.example.org.")]
    [InlineData(nameof(DnsPackets.Text), """example.org. 300 IN TXT "v=spf1 -all" "a \"quoted\" \\ string" """)]
    [InlineData(
        nameof(DnsPackets.Authority),
        "example.org. 300 IN SOA ns1.example.org. hostmaster.example.org. 2026112201 7200 3600 1209600 60")]
    [InlineData(nameof(DnsPackets.Service), "_sip._udp.example.org. 300 IN SRV 10 60 5060 sip.example.org.")]
    [InlineData(nameof(DnsPackets.Pointer), "80.2.0.192.in-addr.arpa. 300 IN PTR example.org.")]
    [InlineData(nameof(DnsPackets.DotInALabel), @"dot\.ted.example.org. 300 IN A 192.0.2.91")]
    [InlineData(nameof(DnsPackets.BlankInALabel), @"sp\032ace.example.org. 300 IN A 192.0.2.92")]
    [InlineData(nameof(DnsPackets.UnknownType), @"odd.example.org. 300 IN TYPE65280 \# 4 0a000001")]
    [InlineData(nameof(DnsPackets.NameServers), "example.org. 300 IN NS ns1.example.org.")]
    [InlineData(nameof(DnsPackets.OtherCase), "ExAmple.oRg. 300 IN MX 10 mail.ExAmple.oRg.")]
    public void Answer_WhenPrinted_ThenIsALineOfTheZone(string name, string line) =>
        Assert.Equal(line.TrimEnd(), Read(name).Answers[0].ToString());

    [Fact]
    public void Sections_WhenRead_ThenHaveTheirRecords()
    {
        var message = Read(nameof(DnsPackets.Alias));
        Assert.Equal((3, 2, 3), (message.Answers.Count, message.Authorities.Count, message.Additionals.Count));
        Assert.True(message.IsResponse);
        Assert.True(message.IsAuthoritative);
        Assert.True(message.IsRecursionDesired);
        Assert.False(message.IsRecursionAvailable);
        Assert.False(message.IsTruncated);
        var question = Assert.Single(message.Questions);
        Assert.Equal("www.example.org. IN A", question.ToString());
        Assert.Equal(
            new[] { "192.0.2.81", "192.0.2.82" },
            message.AnswersTo(question).Select(record => record.Data.ToString()));
        Assert.Equal(DnsName.Parse("ns2.example.net"), ((DnsNameData)message.Authorities[1].Data).Name);
    }

    [Fact]
    public void Extension_WhenThere_ThenIsRead()
    {
        var query = Read(nameof(DnsPackets.AliasQuery));
        Assert.Equal(
            new DnsExtension { IsDnssecWanted = true, Options = [new DnsOption(10, Cookie)] }, query.Extension);
        Assert.Equal(query, DnsMessage.Query(
            0x1A2C, DnsName.Parse("www.example.org"), DnsType.A, extension: query.Extension));
        Assert.Equal(1232, Read(nameof(DnsPackets.NoSuchName)).Extension!.UdpPayloadSize);
        Assert.Null(Read(nameof(DnsPackets.Address)).Extension);
        var bad = new DnsExtension { UpperResponseCode = 1 };
        Assert.Equal(
            DnsResponseCode.BadVersion, new DnsMessage { Additionals = [bad.ToRecord()] }.FullResponseCode);
    }

    [Fact]
    public void Answers_WhenChecked_ThenAreToTheirQuestions()
    {
        var query = Read(nameof(DnsPackets.AddressQuery));
        var answer = Read(nameof(DnsPackets.Address));
        Assert.Equal(query, DnsMessage.Query(0x1A2B, Example, DnsType.A));
        Assert.True(answer.IsAnswerTo(query));
        Assert.False(query.IsAnswerTo(query));
        Assert.False(answer.IsAnswerTo(query with { Id = 1 }));
        Assert.False(answer.IsAnswerTo(query with { Opcode = DnsOpcode.Notify }));
        Assert.False(answer.IsAnswerTo(query with { Questions = [new DnsQuestion(Example, DnsType.Aaaa)] }));
        Assert.False((answer with { Questions = [] }).IsAnswerTo(query));
        Assert.True((answer with { Questions = [], ResponseCode = 1 }).IsAnswerTo(query));
    }

    [Fact]
    public void ResponseCodes_WhenDescribed_ThenHaveTheirNames()
    {
        Assert.Equal("NXDOMAIN", DnsResponseCode.Describe(Read(nameof(DnsPackets.NoSuchName)).FullResponseCode));
        Assert.Equal("REFUSED", DnsResponseCode.Describe(Read(nameof(DnsPackets.Refused)).FullResponseCode));
        Assert.Equal("RCODE99", DnsResponseCode.Describe(99));
        Assert.Equal("UPDATE", DnsOpcode.Describe(5));
        Assert.Equal("CLASS99", DnsClass.Describe(99));
        Assert.Equal("TYPE99", DnsType.Describe(99));
    }

    /// <summary>Names that stand for each other come to an end.</summary>
    [Fact]
    public void Aliases_WhenInACircle_ThenHaveNoAnswer()
    {
        DnsName[] names = [Example, DnsName.Parse("a.example"), DnsName.Parse("b.example")];
        var answers = names.Select((name, i) => new DnsRecord(
            name, DnsType.Cname, 1, new DnsNameData(names[(i + 1) % names.Length]))).ToArray();
        var message = new DnsMessage { Answers = answers };
        Assert.Empty(message.AnswersTo(new DnsQuestion(Example, DnsType.A)));
        Assert.Single(message.AnswersTo(new DnsQuestion(Example, DnsType.Cname)));
    }

    [Fact]
    public void Data_WhenNotOfItsForm_ThenIsKeptAsBytes()
    {
        foreach (var type in new[]
        {
            DnsType.A, DnsType.Aaaa, DnsType.Ns, DnsType.Mx, DnsType.Txt, DnsType.Soa, DnsType.Srv,
        })
        {
            var record = new DnsRecord(Example, type, 60, new DnsOtherData([200, 1, 2]), DnsClass.Any);
            var written = new byte[100];
            var length = new DnsMessage { Answers = [record] }.Write(written);
            Assert.Equal(record, Read(written[..length]).Answers[0]);
        }
    }

    [Fact]
    public void Data_WhenTooLong_ThenIsRefused()
    {
        var buffer = new byte[200_000];
        var text = new DnsRecord(Example, DnsType.Txt, 1, new DnsTextData([new byte[256]]));
        Assert.Throws<InvalidOperationException>(() => new DnsMessage { Answers = [text] }.Write(buffer));
        var longest = new DnsRecord(Example, DnsType.Caa, 1, new DnsOtherData(new byte[65_536]));
        Assert.Throws<InvalidOperationException>(() => new DnsMessage { Answers = [longest] }.Write(buffer));
        var many = Enumerable.Repeat(new DnsQuestion(DnsName.Root, DnsType.A), 65_536).ToArray();
        Assert.Throws<InvalidOperationException>(() => new DnsMessage { Questions = many }.Write(buffer));
    }

    /// <summary>A pointer reaches 16,383 bytes, and no name behind that is pointed to.</summary>
    [Fact]
    public void Pointers_WhenTheMessageIsLong_ThenReachWhatTheyCan()
    {
        var records = Enumerable.Range(0, 2_000).Select(number => new DnsRecord(
            DnsName.Parse($"host{number / 2}.example.org"), DnsType.A, 60, new DnsAddressData(IPAddress.Loopback)));
        var message = new DnsMessage { Answers = records.ToArray() };
        var written = new byte[DnsMessage.LongestMessage];
        var length = message.Write(written);
        Assert.InRange(length, 20_000, 50_000);
        Assert.Equal(message, Read(written[..length]));
    }

    [Fact]
    public void Message_WhenARecordIsMissing_ThenIsRefused()
    {
        var bytes = Literal.Bytes(DnsPackets.Alias);
        for (var length = DnsView.HeaderLength; length < bytes.Length; length++)
        {
            Assert.Throws<WireFormatException>(() => Read(bytes[..length]));
        }

        Assert.False(DnsView.TryRead(bytes.AsSpan(0, DnsView.HeaderLength - 1), out _));
    }

    private static byte[] Cookie => [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF];

    private static DnsMessage Read(string name) => Read(Literal.Bytes(Literal.Named(typeof(DnsPackets), name)));

    private static DnsMessage Read(byte[] bytes)
    {
        Assert.True(DnsView.TryRead(bytes, out var view));
        return DnsMessage.Read(view);
    }
}
