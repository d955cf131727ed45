using System.Net;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire.Internet;

public class IcmpViewTests
{
    [Fact]
    public void Echo_WhenRead_ThenFieldsAreThoseThatPingSent()
    {
        Assert.True(IcmpView.TryRead(Literal.Payload(IcmpPackets.EchoRequest), out var view));
        Assert.Equal(IcmpType.EchoRequest, view.Type);
        Assert.Equal(0, view.Code);
        Assert.Equal(0x2710, view.Identifier);
        Assert.Equal(1, view.Sequence);
        Assert.Equal(56, view.Data.Length);
        Assert.True(view.IsChecksumValid);
        Assert.False(view.IsError);
        Assert.True(view.QuotedPacket.IsEmpty);
        Assert.False(view.TryGetExtension(out _));
        Assert.False(view.TryGetTimestamps(out _));
        Assert.Equal("echo request", view.Description);
    }

    [Theory]
    [InlineData(nameof(IcmpPackets.EchoReply), "echo reply")]
    [InlineData(nameof(IcmpPackets.FragmentationNeeded), "fragmentation needed")]
    [InlineData(nameof(IcmpPackets.TimeExceeded), "time exceeded in-transit")]
    [InlineData(nameof(IcmpPackets.PortUnreachable), "port unreachable")]
    [InlineData(nameof(IcmpPackets.HostUnreachable), "host unreachable")]
    [InlineData(nameof(IcmpPackets.NetworkUnreachable), "network unreachable")]
    [InlineData(nameof(IcmpPackets.ProtocolUnreachable), "protocol unreachable")]
    [InlineData(nameof(IcmpPackets.Redirect), "redirect for host")]
    [InlineData(nameof(IcmpPackets.ParameterProblem), "parameter problem")]
    [InlineData(nameof(IcmpPackets.TimestampRequest), "timestamp request")]
    [InlineData(nameof(IcmpPackets.TimestampReply), "timestamp reply")]
    public void Message_WhenDescribed_ThenSaysWhatItIs(string name, string description)
    {
        var message = Literal.Payload(Literal.Named(typeof(IcmpPackets), name));
        Assert.True(IcmpView.TryRead(message, out var view));
        Assert.Equal(description, view.Description);
        Assert.True(view.IsChecksumValid);
        message[^1] ^= 1;
        Assert.True(IcmpView.TryRead(message, out var damaged));
        Assert.False(damaged.IsChecksumValid);
    }

    [Fact]
    public void FragmentationNeeded_WhenRead_ThenSaysTheNextHopsMtuAndQuotesAPacketThatIsCut()
    {
        Assert.True(IcmpView.TryRead(Literal.Payload(IcmpPackets.FragmentationNeeded), out var view));
        Assert.Equal(1280, view.NextHopMtu);
        Assert.True(Ipv4View.TryRead(view.QuotedPacket, out var quoted));
        Assert.True(quoted.IsTruncated);
        Assert.Equal(1428, quoted.TotalLength);
        Assert.Equal(548, view.QuotedPacket.Length);
        Assert.True(IcmpView.TryRead(quoted.Payload, out var echo));
        Assert.Equal(IcmpType.EchoRequest, echo.Type);
        Assert.False(echo.IsChecksumValid);
        Assert.False(view.TryGetExtension(out _));
    }

    [Theory]
    [InlineData(nameof(IcmpPackets.TimeExceeded), 33434)]
    [InlineData(nameof(IcmpPackets.PortUnreachable), 33435)]
    [InlineData(nameof(IcmpPackets.MplsLabels), 33434)]
    [InlineData(nameof(IcmpPackets.MplsLabelsWithoutLength), 33434)]
    [InlineData(nameof(IcmpPackets.InterfaceInformation), 33434)]
    public void Error_WhenRead_ThenQuotesTheProbe(string name, int port)
    {
        Assert.True(IcmpView.TryRead(Literal.Payload(Literal.Named(typeof(IcmpPackets), name)), out var view));
        Assert.True(Ipv4View.TryRead(view.QuotedPacket, out var quoted));
        Assert.False(quoted.IsTruncated);
        Assert.Equal(IPAddress.Parse("10.1.0.1"), quoted.Source);
        Assert.Equal(IPAddress.Parse("10.2.0.1"), quoted.Destination);
        Assert.True(UdpView.TryRead(quoted.Payload, out var probe));
        Assert.Equal(port, probe.DestinationPort);
        Assert.Equal(32, probe.Payload.Length);
    }

    /// <summary>RFC 792 asks for the IP header and 64 bits of what follows: enough for the ports.</summary>
    [Fact]
    public void Error_WhenItQuotesEightBytesOrMore_ThenThePortsAreThere()
    {
        var probe = Literal.Bytes(IcmpPackets.TimeExceeded).AsMemory(28, 60);
        var written = new byte[200];
        for (var count = 28; count <= probe.Length; count++)
        {
            var length = IcmpMessage.TimeExceeded(IcmpTimeExceeded.InTransit, probe[..count]).Write(written);
            Assert.True(IcmpView.TryRead(written.AsSpan(0, length), out var view));
            Assert.True(IpView.TryRead(view.QuotedPacket, out var quoted));
            Assert.Equal(count < probe.Length, quoted.IsTruncated);
            Assert.True(quoted.HasHeader);
            Assert.True(UdpView.TryRead(quoted.Payload, out var header));
            Assert.Equal(33434, header.DestinationPort);
            Assert.Equal(count < probe.Length, header.IsTruncated);
            Assert.Equal((32, count - 28), (header.PayloadLength, header.Payload.Length));
        }
    }

    [Fact]
    public void Redirect_WhenRead_ThenNamesTheGateway()
    {
        Assert.True(IcmpView.TryRead(Literal.Payload(IcmpPackets.Redirect), out var view));
        Assert.Equal(IcmpRedirect.Host, view.Code);
        Assert.Equal(IPAddress.Parse("10.1.0.77"), view.Gateway);
        Assert.True(Ipv4View.TryRead(view.QuotedPacket, out var quoted));
        Assert.Equal(IPAddress.Parse("10.9.0.1"), quoted.Destination);
    }

    [Fact]
    public void ParameterProblem_WhenRead_ThenPointsToTheByte()
    {
        Assert.True(IcmpView.TryRead(Literal.Payload(IcmpPackets.ParameterProblem), out var view));
        Assert.Equal(20, view.Pointer);
        Assert.True(Ipv4View.TryRead(view.QuotedPacket, out var quoted));
        Assert.Equal(24, quoted.HeaderLength);
        Assert.Equal(148, view.QuotedPacket[view.Pointer]);
    }

    [Fact]
    public void Timestamps_WhenRead_ThenAreMillisecondsSinceMidnight()
    {
        Assert.True(IcmpView.TryRead(Literal.Payload(IcmpPackets.TimestampReply), out var view));
        Assert.True(view.TryGetTimestamps(out var timestamps));
        Assert.Equal(0x1234, view.Identifier);
        Assert.Equal(7, view.Sequence);
        Assert.Equal(36_000_000u, timestamps.Originate);
        Assert.Equal(timestamps.Receive, timestamps.Transmit);
        Assert.Equal(14, TimeSpan.FromMilliseconds(timestamps.Receive).Hours);
        Assert.True(IcmpView.TryRead(view.Bytes[..^1], out var cut));
        Assert.False(cut.TryGetTimestamps(out _));
    }

    [Fact]
    public void Codes_WhenNotKnown_ThenAreNumbers()
    {
        Assert.Equal("destination unreachable code 99", IcmpType.Describe(IcmpType.DestinationUnreachable, 99));
        Assert.Equal("type 200 code 3", IcmpType.Describe(200, 3));
        var texts = Enumerable.Range(0, 16).Select(code => IcmpType.Describe(3, (byte)code)).ToList();
        Assert.Equal(16, texts.Distinct().Count());
        Assert.DoesNotContain(texts, text => text.Contains("code", StringComparison.Ordinal));
    }
}
