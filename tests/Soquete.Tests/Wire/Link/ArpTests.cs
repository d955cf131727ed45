using System.Net;
using Soquete.Wire;
using Soquete.Wire.Link;

namespace Soquete.Tests.Wire.Link;

public class ArpTests
{
    [Fact]
    public void Reply_WhenRead_ThenFieldsAreThoseThatWereSent()
    {
        Assert.True(ArpView.TryRead(Frames.Packet(Frames.ArpReply), out var view));
        Assert.Equal(1, view.HardwareType);
        Assert.Equal(EtherType.Ipv4, view.ProtocolType);
        Assert.Equal(6, view.HardwareLength);
        Assert.Equal(4, view.ProtocolLength);
        Assert.True(view.IsIpv4OverEthernet);
        Assert.Equal(ArpOperation.Reply, view.Operation);
        Assert.Equal(MacAddress.Parse("02:00:00:00:00:02"), view.SenderHardware);
        Assert.Equal(IPAddress.Parse("192.0.2.2"), view.SenderProtocol);
        Assert.Equal(MacAddress.Parse("02:00:00:00:00:01"), view.TargetHardware);
        Assert.Equal(IPAddress.Parse("192.0.2.1"), view.TargetProtocol);
    }

    [Theory]
    [InlineData(Frames.ArpRequest)]
    [InlineData(Frames.ArpReply)]
    public void Message_WhenReadAndWritten_ThenIsTheSame(string frame)
    {
        var bytes = Frames.Packet(frame);
        Assert.True(ArpView.TryRead(bytes, out var view));
        var message = ArpMessage.Read(view);
        var written = new byte[ArpMessage.Length];
        Assert.Equal(ArpMessage.Length, message.Write(written));
        Assert.Equal(bytes, written);
        Assert.Throws<ArgumentException>(() => message.Write(new byte[ArpMessage.Length - 1]));
        Assert.Throws<ArgumentException>(() => (message with { TargetProtocol = IPAddress.IPv6Any }).Write(written));
    }

    /// <summary>InfiniBand has addresses of 20 bytes (RFC 4391 section 9.3).</summary>
    [Fact]
    public void Addresses_WhenOfAnotherKindOfLink_ThenAreSeenAndHaveNoMeaning()
    {
        byte[] bytes =
        [
            0, 32, 8, 0, 20, 4, 0, 1,
            .. Enumerable.Repeat((byte)1, 20), 192, 0, 2, 1, .. Enumerable.Repeat((byte)2, 20), 192, 0, 2, 2,
        ];
        Assert.True(ArpView.TryRead(bytes, out var view));
        Assert.False(view.IsIpv4OverEthernet);
        Assert.Equal(Enumerable.Repeat((byte)1, 20).ToArray(), view.SenderHardwareBytes);
        Assert.Equal(Enumerable.Repeat((byte)2, 20).ToArray(), view.TargetHardwareBytes);
        Assert.Equal(default, view.SenderHardware);
        Assert.Equal(IPAddress.Parse("192.0.2.2"), view.TargetProtocol);
        Assert.Throws<WireFormatException>(() => Read(bytes));
        Assert.False(ArpView.TryRead(bytes.AsSpan(0, bytes.Length - 1), out _));
    }

    private static ArpMessage Read(byte[] bytes)
    {
        ArpView.TryRead(bytes, out var view);
        return ArpMessage.Read(view);
    }
}
