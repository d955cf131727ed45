using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire.Internet;

public class Icmpv6Tests
{
    public static TheoryData<string> Names => Literal.Names(typeof(Icmpv6Packets));

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_WhenReadAndWritten_ThenIsTheSame(string name)
    {
        var packet = Literal.Bytes(Literal.Named(typeof(Icmpv6Packets), name));
        Assert.True(IpView.TryRead(packet, out var ip));
        var bytes = ip.Payload.ToArray();
        Assert.True(Icmpv6View.TryRead(bytes, out var view));
        Assert.True(view.IsChecksumValid(ip));
        Assert.True(view.IsChecksumValid(ip.SourceBytes, ip.DestinationBytes));
        var message = Icmpv6Message.Read(view);
        var written = new byte[message.Length];
        Assert.Equal(bytes.Length, message.Write(written, ip.Source, ip.Destination));
        Assert.Equal(bytes, written);
        Assert.Equal(message, Read(written));
        Assert.Throws<ArgumentException>(() => message.Write(new byte[bytes.Length - 1]));
        Assert.Equal(view.QuotedPacket, message.QuotedPacket);
        Assert.Equal((view.Identifier, view.Mtu, view.Pointer), (message.Identifier, message.Mtu, message.Pointer));
        bytes[^1] ^= 1;
        Assert.True(Icmpv6View.TryRead(bytes, out var damaged));
        Assert.False(damaged.IsChecksumValid(ip));
    }

    [Theory]
    [InlineData(nameof(Icmpv6Packets.EchoRequest), "echo request")]
    [InlineData(nameof(Icmpv6Packets.EchoReply), "echo reply")]
    [InlineData(nameof(Icmpv6Packets.PacketTooBig), "packet too big")]
    [InlineData(nameof(Icmpv6Packets.TimeExceeded), "time exceeded in-transit")]
    [InlineData(nameof(Icmpv6Packets.PortUnreachable), "port unreachable")]
    [InlineData(nameof(Icmpv6Packets.AddressUnreachable), "address unreachable")]
    [InlineData(nameof(Icmpv6Packets.NoRoute), "no route to destination")]
    [InlineData(nameof(Icmpv6Packets.ParameterProblem), "parameter problem: next header unknown")]
    public void Message_WhenDescribed_ThenSaysWhatItIs(string name, string description) =>
        Assert.Equal(description, Read(Literal.Payload(Literal.Named(typeof(Icmpv6Packets), name))).Description);

    [Fact]
    public void Echo_WhenMade_ThenIsWhatPingSent()
    {
        var request = Literal.Payload(Icmpv6Packets.EchoRequest);
        Assert.Equal(Read(request), Icmpv6Message.EchoRequest(0x2711, 1, request.AsSpan(8)));
        var reply = Read(Literal.Payload(Icmpv6Packets.EchoReply));
        Assert.Equal(reply, Icmpv6Message.EchoReply(0x2711, 1, request.AsSpan(8)));
        Assert.Equal(request.AsSpan(8), reply.Data);
        var written = new byte[request.Length];
        Icmpv6Message.WriteEchoRequest(written, 0x2711, 1, request.AsSpan(8));
        // The kernel's checksum, which is not written here.
        (written[2], written[3]) = (request[2], request[3]);
        Assert.Equal(request, written);
    }

    [Fact]
    public void PacketTooBig_WhenRead_ThenSaysTheMtuAndQuotesUpToTheLeastMtu()
    {
        var message = Read(Literal.Payload(Icmpv6Packets.PacketTooBig));
        Assert.Equal(1280u, message.Mtu);
        Assert.Equal(1280 - 40 - 8, message.QuotedPacket.Length);
        Assert.True(Ipv6View.TryRead(message.QuotedPacket, out var quoted));
        Assert.True(quoted.IsTruncated);
        Assert.Equal(1408, quoted.PayloadLength);
        Assert.Equal(message, Icmpv6Message.PacketTooBig(1280, message.QuotedPacket));
    }

    [Theory]
    [InlineData(nameof(Icmpv6Packets.TimeExceeded), 33434)]
    [InlineData(nameof(Icmpv6Packets.PortUnreachable), 33435)]
    [InlineData(nameof(Icmpv6Packets.MplsLabels), 33434)]
    public void Error_WhenRead_ThenQuotesTheProbe(string name, int port)
    {
        Assert.True(Icmpv6View.TryRead(Literal.Payload(Literal.Named(typeof(Icmpv6Packets), name)), out var view));
        Assert.True(view.IsError);
        Assert.True(IpView.TryRead(view.QuotedPacket, out var quoted));
        Assert.True(UdpView.TryRead(quoted.Payload, out var probe));
        Assert.Equal(port, probe.DestinationPort);
    }

    [Fact]
    public void Error_WhenItQuotesEightBytesOrMore_ThenThePortsAreThere()
    {
        var probe = Literal.Bytes(Icmpv6Packets.TimeExceeded).AsMemory(48, 80);
        for (var count = 48; count <= probe.Length; count++)
        {
            var message = Icmpv6Message.TimeExceeded(IcmpTimeExceeded.InTransit, probe[..count]);
            Assert.True(IpView.TryRead(message.QuotedPacket, out var quoted));
            Assert.Equal(count < probe.Length, quoted.IsTruncated);
            Assert.True(UdpView.TryRead(quoted.Payload, out var header));
            Assert.Equal(33434, header.DestinationPort);
            Assert.Equal((32, count - 48), (header.PayloadLength, header.Payload.Length));
        }
    }

    [Fact]
    public void ParameterProblem_WhenRead_ThenPointsToTheNextHeader()
    {
        var message = Read(Literal.Payload(Icmpv6Packets.ParameterProblem));
        Assert.Equal(Icmpv6ParameterProblem.NextHeader, message.Code);
        Assert.Equal(6u, message.Pointer);
        Assert.Equal(253, message.QuotedPacket[6]);
        Assert.Equal(message, Icmpv6Message.ParameterProblem(1, 6, message.QuotedPacket));
        var unreachable = Read(Literal.Payload(Icmpv6Packets.NoRoute));
        Assert.Equal(
            unreachable,
            Icmpv6Message.DestinationUnreachable(Icmpv6Unreachable.NoRoute, unreachable.QuotedPacket.ToArray()));
    }

    /// <summary>Errors and echoes have eight bytes at least; others may have four.</summary>
    [Fact]
    public void Message_WhenShort_ThenIsTakenWhereItsTypeMayBe()
    {
        Assert.False(Icmpv6View.TryRead([128, 0, 0, 0, 0, 0, 0], out _));
        Assert.False(Icmpv6View.TryRead([1, 0, 0, 0], out _));
        Assert.False(Icmpv6View.TryRead([155, 0, 0], out _));
        Assert.True(Icmpv6View.TryRead([155, 0, 0, 0, 1, 0], out var view));
        Assert.Equal(0u, view.RestOfHeader);
        Assert.True(view.Data.IsEmpty);
        Assert.Equal(2, view.Body.Length);
    }

    [Fact]
    public void Codes_WhenNotKnown_ThenAreNumbers()
    {
        Assert.Equal("destination unreachable code 99", Icmpv6Type.Describe(1, 99));
        Assert.Equal("parameter problem code 99", Icmpv6Type.Describe(4, 99));
        Assert.Equal("type 200 code 3", Icmpv6Type.Describe(200, 3));
        Assert.Equal(9, Enumerable.Range(0, 9).Select(code => Icmpv6Type.Describe(1, (byte)code)).Distinct().Count());
        Assert.Equal(11, Enumerable.Range(0, 11).Select(code => Icmpv6Type.Describe(4, (byte)code)).Distinct().Count());
    }

    private static Icmpv6Message Read(byte[] bytes)
    {
        Assert.True(Icmpv6View.TryRead(bytes, out var view));
        return Icmpv6Message.Read(view);
    }
}
