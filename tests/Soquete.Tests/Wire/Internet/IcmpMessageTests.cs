using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Wire.Internet;

public class IcmpMessageTests
{
    public static TheoryData<string> Names => Literal.Names(typeof(IcmpPackets));

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_WhenReadAndWritten_ThenIsTheSame(string name)
    {
        var bytes = Literal.Payload(Literal.Named(typeof(IcmpPackets), name));
        var message = Read(bytes);
        var written = new byte[bytes.Length];
        Assert.Equal(bytes.Length, message.Length);
        Assert.Equal(bytes.Length, message.Write(written));
        Assert.Equal(bytes, written);
        Assert.Equal(message, Read(written));
        Assert.Equal(message.GetHashCode(), Read(written).GetHashCode());
        Assert.Throws<ArgumentException>(() => message.Write(new byte[bytes.Length - 1]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_WhenRead_ThenSaysTheSameAsTheView(string name)
    {
        var bytes = Literal.Payload(Literal.Named(typeof(IcmpPackets), name));
        var message = Read(bytes);
        Assert.True(IcmpView.TryRead(bytes, out var view));
        Assert.Equal((view.Type, view.Code), (message.Type, message.Code));
        Assert.Equal((view.Identifier, view.Sequence), (message.Identifier, message.Sequence));
        Assert.Equal((view.NextHopMtu, view.Pointer), (message.NextHopMtu, message.Pointer));
        Assert.Equal(view.Gateway, message.Gateway);
        Assert.Equal(view.QuotedPacket, message.QuotedPacket);
        Assert.Equal(view.TryGetExtension(out var extension), message.Extension is not null);
        Assert.Equal(view.TryGetTimestamps(out var timestamps), message.Timestamps is not null);
        Assert.Equal(timestamps, message.Timestamps ?? default);
        Assert.Equal(extension.Bytes.IsEmpty ? null : IcmpExtension.Read(extension), message.Extension);
    }

    [Fact]
    public void Message_WhenMade_ThenIsWhatLinuxSent()
    {
        var echo = Literal.Payload(IcmpPackets.EchoRequest);
        Assert.Equal(Read(echo), IcmpMessage.EchoRequest(0x2710, 1, echo.AsMemory(8)));
        Assert.Equal(
            Read(Literal.Payload(IcmpPackets.EchoReply)), IcmpMessage.EchoReply(0x2710, 1, echo.AsMemory(8)));
        var unreachable = Read(Literal.Payload(IcmpPackets.FragmentationNeeded));
        Assert.Equal(
            unreachable,
            IcmpMessage.DestinationUnreachable(
                IcmpUnreachable.FragmentationNeeded, unreachable.QuotedPacket.ToArray(), 1280));
        var exceeded = Read(Literal.Payload(IcmpPackets.TimeExceeded));
        Assert.Equal(
            exceeded, IcmpMessage.TimeExceeded(IcmpTimeExceeded.InTransit, exceeded.QuotedPacket.ToArray()));
        var redirect = Read(Literal.Payload(IcmpPackets.Redirect));
        Assert.Equal(
            redirect,
            IcmpMessage.Redirect(
                IcmpRedirect.Host, IPAddress.Parse("10.1.0.77"), redirect.QuotedPacket.ToArray()));
        var problem = Read(Literal.Payload(IcmpPackets.ParameterProblem));
        Assert.Equal(
            problem,
            IcmpMessage.ParameterProblem(IcmpParameterProblem.Pointer, 20, problem.QuotedPacket.ToArray()));
    }

    [Fact]
    public void Timestamps_WhenMade_ThenAreWhatWasSentAndAnswered()
    {
        Assert.Equal(
            Read(Literal.Payload(IcmpPackets.TimestampRequest)),
            IcmpMessage.TimestampRequest(0x1234, 7, 36_000_000));
        var reply = Read(Literal.Payload(IcmpPackets.TimestampReply));
        Assert.Equal(reply, IcmpMessage.TimestampReply(0x1234, 7, reply.Timestamps!.Value));
    }

    [Fact]
    public void Gateway_WhenNoIpv4Address_ThenIsRefused() => Assert.Throws<ArgumentException>(
        () => IcmpMessage.Redirect(IcmpRedirect.Host, IPAddress.IPv6Loopback, ReadOnlyMemory<byte>.Empty));

    [Fact]
    public void EchoRequest_WhenWrittenInPlace_ThenIsTheSame()
    {
        var echo = Literal.Payload(IcmpPackets.EchoRequest);
        var buffer = new byte[echo.Length];
        echo.AsSpan(8).CopyTo(buffer.AsSpan(8));
        Assert.Equal(echo.Length, IcmpMessage.WriteEchoRequest(buffer, 0x2710, 1, buffer.AsSpan(8)));
        Assert.Equal(echo, buffer);
        Assert.Throws<ArgumentException>(
            () => IcmpMessage.WriteEchoRequest(new byte[echo.Length - 1], 0x2710, 1, echo.AsSpan(8)));
    }

    [Fact]
    public void Views_WhenAsked_ThenAllocateNothing()
    {
        var bytes = Literal.Payload(IcmpPackets.MplsLabels);
        var least = long.MaxValue;
        // The runtime allocates for itself now and then.
        for (var round = 0; round < 10; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var labels = Labels(bytes);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(2, labels);
        }

        Assert.Equal(0, least);
    }

    private static int Labels(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        if (IcmpView.TryRead(bytes, out var view) && view.IsChecksumValid && view.TryGetExtension(out var extension))
        {
            foreach (var item in extension.Objects)
            {
                foreach (var label in item.Labels)
                {
                    count += label.TimeToLive;
                }
            }
        }

        return count;
    }

    private static IcmpMessage Read(byte[] bytes)
    {
        Assert.True(IcmpView.TryRead(bytes, out var view));
        return IcmpMessage.Read(view);
    }
}
