using System.Buffers.Binary;
using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Raw;
using Soquete.Tests.Datagrams;
using Soquete.Tests.Support;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Raw;

/// <summary>Raw sockets over the loopback, where 127.0.0.3 speaks to 127.0.0.2.</summary>
public class RawSocketTests
{
    private const string ToRight = "raw:253@127.0.0.2,bind=127.0.0.3";

    [RootFact]
    public async Task Open_WhenAnyProtocolIsAskedFor_ThenAllButZeroAreThere()
    {
        for (var protocol = 1; protocol <= 255; protocol++)
        {
            await using var socket = await RawSocket.BindAsync(Address.Parse($"raw:{protocol}@127.0.0.2"));
            Assert.Equal(protocol, socket.Address.ProtocolNumber);
        }

        var refused = await Assert.ThrowsAsync<SoqueteException>(
            () => RawSocket.BindAsync(Address.Parse("raw:0@127.0.0.2")).AsTask());
        Assert.Equal("EPROTONOSUPPORT", refused.ErrorName);
        Assert.Contains("raw:255", refused.Remedy, StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData(3)]
    [InlineData(61)]
    [InlineData(89)]
    [InlineData(253)]
    [InlineData(254)]
    public async Task Receive_WhenTheKernelLacksTheProtocol_ThenPacketsComeWithoutTheirHeader(int protocol)
    {
        await using var receiver = await RawSocket.BindAsync(Address.Parse($"raw:{protocol}@127.0.0.2"));
        await using var sender = await RawSocket.ConnectAsync(
            Address.Parse($"raw:{protocol}@127.0.0.2,bind=127.0.0.3,ttl=9,dscp=cs1"));
        await sender.SendAsync("above IP"u8.ToArray()).Soon();
        var (packet, text) = await receiver.Datagrams.ReceiveWholeAsync();
        Assert.Equal(("above IP", 8, false), (text, packet.Length, packet.IsTruncated));
        Assert.Equal((IPAddress.Parse("127.0.0.3"), (int?)null), (packet.Source.End.Address, packet.Source.End.Port));
        Assert.Equal((IPAddress.Parse("127.0.0.2"), 9, 8), (packet.LocalAddress, packet.TimeToLive, packet.Dscp));

        await receiver.ReplyAsync("and back"u8.ToArray(), packet).Soon();
        Assert.Equal("and back", await sender.Datagrams.ReceiveTextAsync());
        Assert.Equal($"raw:{(protocol == 89 ? "ospf" : protocol)} 127.0.0.3 <-> 127.0.0.2", $"{sender.Association}");
    }

    [RootFact]
    public async Task Receive_WhenTheBufferIsSmall_ThenTheHeaderTakesNoneOfIt()
    {
        await using var receiver = await RawSocket.BindAsync(Address.Parse("raw:253@127.0.0.2"));
        await using var sender = await RawSocket.ConnectAsync(Address.Parse(ToRight));
        await sender.SendAsync("twelve bytes"u8.ToArray()).Soon();
        var buffer = new byte[6];
        var packet = await receiver.ReceiveAsync(buffer).Soon();
        Assert.Equal((6, 12, true), (packet.Count, packet.Length, packet.IsTruncated));
        Assert.Equal("twelve"u8.ToArray(), buffer);
    }

    [RootFact]
    public async Task Receive_WhenBatched_ThenEachIsAsItWasSent()
    {
        await using var receiver = await RawSocket.BindAsync(Address.Parse("raw:253@127.0.0.2"));
        await using var sender = await RawSocket.ConnectAsync(Address.Parse(ToRight));
        using var batch = new DatagramBatch();
        string[] texts = ["one", "", "three"];
        foreach (var text in texts)
        {
            Assert.True(batch.TryAdd(System.Text.Encoding.UTF8.GetBytes(text)));
        }

        await sender.Datagrams.SendAsync(batch).Soon();
        var received = await receiver.Datagrams.ReceiveManyAsync(batch, texts.Length);
        Assert.Equal(texts, received.Select(System.Text.Encoding.UTF8.GetString));
    }

    [RootFact]
    public async Task Receive_WhenOnAThread_ThenPacketsCome()
    {
        await using var receiver = await RawSocket.BindAsync(Address.Parse("raw:253@127.0.0.2"));
        await using var sender = await RawSocket.ConnectAsync(Address.Parse(ToRight));
        sender.Send("now"u8);
        var buffer = new byte[100];
        var packet = await Task.Run(() => receiver.Receive(buffer)).Soon();
        Assert.Equal(3, packet.Count);
    }

    [RootFact]
    public async Task Send_WhenWithHeader_ThenTheHeaderIsOurs()
    {
        await using var receiver = await RawSocket.BindAsync(Address.Parse("raw:253@127.0.0.2"));
        await using var whole = await RawSocket.BindAsync(Address.Parse("raw:253@127.0.0.2,header"));
        await using var sender = await RawSocket.ConnectAsync(Address.Parse($"{ToRight},header"));
        // Four bytes of options, which are padding: 24 bytes of header.
        byte[] packet =
        [
            0x46, 0x20, 0, 0, 0x12, 0x34, 0, 0, 7, 253, 0, 0, 127, 9, 9, 9, 127, 0, 0, 2, 1, 1, 1, 0, .. "data"u8,
        ];
        await sender.SendAsync(packet).Soon();

        var (stripped, text) = await receiver.Datagrams.ReceiveWholeAsync();
        Assert.Equal(("data", 4, 7), (text, stripped.Length, stripped.TimeToLive));
        Assert.Equal(IPAddress.Parse("127.9.9.9"), stripped.Source.End.Address);

        var buffer = new byte[100];
        var received = await whole.ReceiveAsync(buffer).Soon();
        Assert.True(Ipv4View.TryRead(buffer.AsSpan(0, received.Count), out var view));
        Assert.Equal((24, 28, 7, 0x1234), (view.HeaderLength, view.TotalLength, view.TimeToLive, view.Identification));
        Assert.True(view.IsChecksumValid);
        Assert.Equal("data"u8, view.Payload);
    }

    [RootFact]
    public async Task Checksum_WhenAtAnOffsetOverIPv6_ThenTheKernelWritesAndChecksIt()
    {
        await using var checking = await RawSocket.BindAsync(Address.Parse("raw6:253,checksum=2"));
        await using var plain = await RawSocket.BindAsync(Address.Parse("raw6:253"));
        await using var sender = await RawSocket.ConnectAsync(Address.Parse("raw6:253,checksum=2,dscp=ef"));
        await using var wrong = await RawSocket.ConnectAsync(Address.Parse("raw6:253"));
        await wrong.SendAsync((byte[])[1, 2, 0xBA, 0xD0, 5, 6]).Soon();
        await sender.SendAsync((byte[])[1, 2, 0, 0, 5, 6]).Soon();

        // Everybody here hears ::1. Who checks does not hear what is wrong.
        var buffer = new byte[100];
        Assert.Equal(6, (await checking.ReceiveAsync(buffer).Soon()).Count);
        var sum = BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(2));
        Assert.NotEqual(0xBAD0, sum);
        Assert.Equal(6, (await plain.ReceiveAsync(buffer).Soon()).Count);
        Assert.Equal(0xBAD0, BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(2)));
        Assert.Equal(6, (await plain.ReceiveAsync(buffer).Soon()).Count);
        Assert.Equal(sum, BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(2)));
    }

    [RootFact]
    public async Task Receive_WhenAProtocolStandsAlone_ThenBothLoopbacksAreHeard()
    {
        await using var receiver = await RawSocket.BindAsync(Address.Parse("raw:253"));
        foreach (var address in (string[])["raw:253@127.0.0.1", "raw:253@::1"])
        {
            await using var sender = await RawSocket.ConnectAsync(Address.Parse(address));
            await sender.SendAsync(System.Text.Encoding.UTF8.GetBytes(address)).Soon();
            Assert.Equal(address, await receiver.Datagrams.ReceiveTextAsync());
        }

        Assert.Equal(["::1", "127.0.0.1"], receiver.LocalEnds.Select(end => end.ToString()));
    }

    [RootFact]
    public async Task Send_WhenLongerThanIPTakes_ThenItSaysSo()
    {
        await using var sender = await RawSocket.ConnectAsync(Address.Parse(ToRight));
        var tooLong = await Assert.ThrowsAsync<MessageTooLongException>(
            () => sender.SendAsync(new byte[65_516]).AsTask());
        Assert.Contains("127.0.0.2", tooLong.Message, StringComparison.Ordinal);
        await sender.SendAsync(new byte[65_515]).Soon();
    }

    [RootFact]
    public async Task Close_WhenAReceiveIsPending_ThenItEnds()
    {
        var receiver = await RawSocket.BindAsync(Address.Parse("raw:253@127.0.0.2"));
        var pending = receiver.ReceiveAsync(new byte[10]).AsTask();
        await receiver.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pending.Soon());
        using var cancelled = new CancellationTokenSource();
        await using var other = await RawSocket.BindAsync(Address.Parse("raw:253@127.0.0.2"));
        var waiting = other.ReceiveAsync(new byte[10], cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
    }
}
