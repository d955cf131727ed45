using Soquete.SocketTables;
using Soquete.Tests.Support;
using Soquete.Wire.Netlink;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire.Netlink;

/// <summary>
/// Messages, cut and changed in every way: a view takes them or does not, and what it takes can be read through.
/// </summary>
public class NetlinkFuzzTests(ITestOutputHelper output)
{
    private const int Mutants = 40_000;

    private long _sum;

    [Fact]
    public async Task Messages_WhenCutAnywhere_ThenAreReadOrRefused()
    {
        foreach (var message in (await NetlinkLiterals.ReadAsync()).Values)
        {
            for (var length = 0; length <= message.Length; length++)
            {
                // A copy of its own: nothing of what follows can be read by accident.
                Assert.InRange(Read(message[..length]), 0, length);
                Assert.InRange(ReadPayload(message[Math.Min(NetlinkView.HeaderLength, length)..length]), 0, length);
            }
        }
    }

    [Fact]
    public async Task Messages_WhenDamaged_ThenAreReadOrRefused()
    {
        var random = SeededRandom.Create(output);
        byte[][] corpus = [.. (await NetlinkLiterals.ReadAsync()).Values];
        byte[][] payloads = [.. corpus.Select(message => message[NetlinkView.HeaderLength..])];
        var steps = 0;
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutant.Of(random, corpus);
            var taken = Read(mutant);
            // Each step takes at least a head, so that the work is bounded.
            Assert.InRange(taken, 0, mutant.Length);
            var payload = Mutant.Of(random, payloads);
            var alone = ReadPayload(payload);
            Assert.InRange(alone, 0, payload.Length);
            steps += taken + alone;
        }

        output.WriteLine($"{steps} steps, sum {_sum}");
        Assert.True(steps > Mutants / 8, $"hardly anything was read: {steps} steps");
    }

    private int Read(byte[] datagram)
    {
        var steps = 0;
        var messages = new NetlinkMessages(datagram);
        while (messages.MoveNext())
        {
            steps++;
            var message = messages.Current;
            _sum += message.Type + (int)message.Flags + message.Sequence + message.Error;
            steps += ReadPayload(message.Payload.ToArray());
        }

        return steps;
    }

    private int ReadPayload(byte[] payload)
    {
        var steps = 0;
        var attributes = new NetlinkAttributes(payload);
        while (attributes.MoveNext())
        {
            steps++;
            _sum += attributes.Type + attributes.Number + attributes.Byte;
        }

        Internet(payload);
        Unix(payload);
        Others(payload);
        return steps;
    }

    private void Internet(byte[] payload)
    {
        if (InternetDiagnosticsView.TryRead(payload, out var view))
        {
            _sum += view.Family + view.State + view.SourcePort + view.DestinationPort + view.InterfaceIndex;
            _sum += (long)view.Cookie + view.ReceiveQueue + view.SendQueue + view.UserId + view.Inode + view.Protocol;
            _sum += view.SourceBytes.Length + view.DestinationBytes.Length + view.CongestionBytes.Length + view.Mark;
            _sum += view.IsSubflow ? 1 : 0;
            Memory(view.MemoryBytes);
            var info = new TcpInfoView(view.InfoBytes);
            _sum += info.Retransmitting + info.SendSegment + info.LastDataSent + info.LastDataReceived + info.RoundTrip;
            _sum += info.RoundTripVariation + info.CongestionWindow + info.TotalRetransmissions;
            _sum += (long)(info.BytesAcknowledged + info.BytesReceived + info.DeliveryRate);
            _sum += info.DataSegmentsSent + info.DataSegmentsReceived;
        }
    }

    private void Unix(byte[] payload)
    {
        if (UnixDiagnosticsView.TryRead(payload, out var view))
        {
            _sum += view.Type + view.State + view.Inode + (long)view.Cookie + view.NameBytes.Length + view.FileInode;
            _sum += view.FileDevice + view.PeerInode + view.ReceiveQueue + view.SendQueue + (view.UserId ?? 0);
            for (var i = 0; i <= view.WaitingCount; i++)
            {
                _sum += view.WaitingInode(i);
            }

            Memory(view.MemoryBytes);
        }
    }

    private void Others(byte[] payload)
    {
        if (PacketDiagnosticsView.TryRead(payload, out var packet))
        {
            _sum += packet.Type + packet.Protocol + packet.Inode + (long)packet.Cookie + packet.InterfaceIndex;
            Memory(packet.MemoryBytes);
        }

        if (NetlinkDiagnosticsView.TryRead(payload, out var netlink))
        {
            _sum += netlink.Type + netlink.Protocol + netlink.State + netlink.PortId + netlink.Inode;
            Memory(netlink.MemoryBytes);
        }

        if (InterfaceAddressView.TryRead(payload, out var address))
        {
            _sum += new InternetName(address.Bytes, port: 0).Port;
        }

        if (VsockDiagnosticsView.TryRead(payload, out var vsock))
        {
            _sum += vsock.Type + vsock.State + vsock.SourceContext + vsock.SourcePort + vsock.DestinationContext;
            _sum += vsock.DestinationPort + vsock.Inode + (long)vsock.Cookie;
        }
    }

    private void Memory(ReadOnlySpan<byte> bytes)
    {
        var memory = new SocketMemoryView(bytes);
        _sum += memory.ReceiveBytes + memory.ReceiveLimit + memory.SendBytes + memory.SendLimit + memory.ForwardBytes;
        _sum += memory.QueuedBytes + memory.OptionBytes + memory.BacklogBytes + memory.Drops;
    }
}
