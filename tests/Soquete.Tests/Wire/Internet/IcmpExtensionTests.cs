using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Wire.Internet;

public class IcmpExtensionTests
{
    private static readonly MplsLabel[] Stack =
        [new MplsLabel(24015, 0, false, 1), new MplsLabel(299776, 5, true, 1)];

    [Theory]
    [InlineData(nameof(IcmpPackets.MplsLabels))]
    [InlineData(nameof(IcmpPackets.MplsLabelsWithoutLength))]
    [InlineData(nameof(IcmpPackets.InterfaceInformation))]
    public void Labels_WhenInAnError_ThenAreRead(string name)
    {
        var message = Literal.Payload(Literal.Named(typeof(IcmpPackets), name));
        Assert.True(IcmpView.TryRead(message, out var view));
        Assert.True(view.TryGetExtension(out var extension));
        Assert.Equal(2, extension.Version);
        Assert.True(extension.IsChecksumValid);
        Assert.True(extension.Objects.IsWellFormed);
        Assert.Equal(128, view.QuotedPacket.Length);
        var objects = IcmpExtension.Read(extension).Objects;
        Assert.Equal(Stack, objects[^1].ToLabels().ToArray());
        Assert.Equal("label 299776 class 5 bottom ttl 1", Stack[1].ToString());
    }

    [Fact]
    public void Labels_WhenInAnErrorOfIcmpv6_ThenAreRead()
    {
        Assert.True(Icmpv6View.TryRead(Literal.Payload(Icmpv6Packets.MplsLabels), out var view));
        Assert.True(view.TryGetExtension(out var extension));
        Assert.Equal(Stack, IcmpExtension.Read(extension).Objects[0].ToLabels().ToArray());
        Assert.Equal(128, view.QuotedPacket.Length);
        var message = Icmpv6Message.Read(view);
        Assert.Equal(IcmpExtension.Read(extension), message.Extension);
        Assert.Equal(
            message, Icmpv6Message.TimeExceeded(0, message.QuotedPacket.ToArray(), message.Extension));
    }

    /// <summary>The two differ in the length that the header states, and in its checksum.</summary>
    [Fact]
    public void Extension_WhenWritten_ThenIsWhatTsharkRead()
    {
        var probe = Literal.Bytes(IcmpPackets.TimeExceeded).AsMemory(28, 60);
        var extension = new IcmpExtension { Objects = [IcmpExtensionObject.MplsLabelStack(Stack)] };
        var message = IcmpMessage.TimeExceeded(IcmpTimeExceeded.InTransit, probe, extension);
        var written = new byte[message.Length];
        message.Write(written);
        Assert.Equal(Literal.Payload(IcmpPackets.MplsLabels), written);
        Assert.Equal(extension, message.Extension);
    }

    [Fact]
    public void Interface_WhenInAnError_ThenIsRead()
    {
        Assert.True(IcmpView.TryRead(Literal.Payload(IcmpPackets.InterfaceInformation), out var view));
        Assert.True(view.TryGetExtension(out var extension));
        var objects = extension.Objects.GetEnumerator();
        Assert.True(objects.MoveNext());
        Assert.True(IcmpInterfaceInformation.TryRead(objects.Current, out var information));
        Assert.Equal(
            new IcmpInterfaceInformation(
                IcmpInterfaceRole.Incoming, 3, IPAddress.Parse("10.1.0.2"), "w2r0", 1500),
            information);
        Assert.True(objects.MoveNext());
        Assert.False(IcmpInterfaceInformation.TryRead(objects.Current, out _));
        Assert.False(objects.MoveNext());
    }

    /// <summary>A long packet that is quoted whole is no extension, whatever stands behind its 128th byte.</summary>
    [Fact]
    public void LongPacket_WhenQuotedWithoutALength_ThenIsQuotedWhole()
    {
        var quoted = new byte[300];
        quoted[128] = 0x20;
        foreach (var (checksum, isExtension) in new[] { (0, false), (0xDFFF, true), (0xDFFE, false) })
        {
            (quoted[130], quoted[131]) = ((byte)(checksum >> 8), (byte)checksum);
            var message = IcmpMessage.TimeExceeded(IcmpTimeExceeded.InTransit, quoted);
            Assert.Equal(isExtension ? 128 : 300, message.QuotedPacket.Length);
            Assert.Equal(isExtension, message.Extension is not null);
        }
    }

    [Fact]
    public void Length_WhenMoreThanThereIs_ThenThereIsNoExtension()
    {
        var message = Literal.Payload(IcmpPackets.MplsLabels);
        message[5] = 100;
        Assert.True(IcmpView.TryRead(message, out var view));
        Assert.False(view.TryGetExtension(out _));
        Assert.Equal(message.Length - 8, view.QuotedPacket.Length);
    }

    [Fact]
    public void Object_WhenItsLengthIsWrong_ThenTheRestIsLeftOut()
    {
        var message = Literal.Payload(IcmpPackets.InterfaceInformation);
        foreach (var length in new byte[] { 0, 3, 200 })
        {
            message[8 + 128 + 4 + 1] = length;
            Assert.True(IcmpView.TryRead(message, out var view));
            Assert.True(view.TryGetExtension(out var extension));
            Assert.False(extension.IsChecksumValid);
            Assert.False(extension.Objects.IsWellFormed);
            Assert.Empty(IcmpExtension.Read(extension).Objects);
        }
    }

    [Fact]
    public void Quote_WhenLongerThanALengthCanSay_ThenIsRefused()
    {
        var extension = new IcmpExtension();
        Assert.Equal(1020 + 4, IcmpMessage.TimeExceeded(0, new byte[1020], extension).Data.Count);
        Assert.Throws<ArgumentException>(() => IcmpMessage.TimeExceeded(0, new byte[1021], extension));
        Assert.Equal(2040 + 8, Icmpv6Message.TimeExceeded(0, new byte[2033], extension).Body.Count);
        Assert.Throws<ArgumentException>(() => Icmpv6Message.TimeExceeded(0, new byte[2041], extension));
    }

    [Fact]
    public void Label_WhenItHasTooManyBits_ThenIsRefused()
    {
        var room = new byte[4];
        Assert.Throws<InvalidOperationException>(() => new MplsLabel(1 << 20, 0, true, 1).Write(room));
        Assert.Throws<InvalidOperationException>(() => new MplsLabel(-1, 0, true, 1).Write(room));
        Assert.Throws<InvalidOperationException>(() => new MplsLabel(1, 8, true, 1).Write(room));
        Assert.Throws<ArgumentException>(() => new MplsLabel(1, 7, true, 1).Write(new byte[3]));
        Assert.Equal(4, new MplsLabel((1 << 20) - 1, 7, true, 255).Write(room));
        Assert.Equal("ffffffff", Convert.ToHexStringLower(room));
    }

    [Fact]
    public void Interface_WhenItIsCutAnywhere_ThenIsNotRead()
    {
        byte[] payload = [0, 0, 0, 3, 0, 1, 0, 0, 10, 1, 0, 2, 8, .. "w2r0"u8, 0, 0, 0, 0, 0, 5, 220];
        for (var length = 0; length <= payload.Length; length++)
        {
            byte[] bytes = [0, (byte)(4 + length), 2, 0x0F, .. payload[..length]];
            Assert.True(IcmpExtensionObjectView.TryRead(bytes, out var view));
            Assert.Equal(length == payload.Length, IcmpInterfaceInformation.TryRead(view, out _));
        }
    }
}
