using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Planning;
using Soquete.Wire;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <content>For relays, which take frames off one link to put them on another.</content>
public sealed partial class PacketSocket
{
    /// <summary>What comes before each frame that <see cref="ReceiveUnfinishedAsync"/> receives.</summary>
    internal const int UnfinishedBytes = VirtualNetworkHeader.Size;

    /// <summary>Room for that and the largest frame there is, with a tag that is put back.</summary>
    internal const int UnfinishedRoom =
        UnfinishedBytes + TakenTag.Bytes + EthernetView.HeaderLength + ushort.MaxValue;

    /// <summary>A socket that receives frames with what was left to the hardware to do.</summary>
    internal static PacketSocket OpenToRelay(PacketAddress address) =>
        new(address, PacketDescriptor.Open(address, PacketPlan.ToRelay));

    /// <summary>A socket that sends alone.</summary>
    internal static PacketSocket OpenToSend(PacketAddress address)
    {
        // The plain address: what receives has the rest, promiscuous mode and its group among it.
        var plain = new PacketAddress(address.Interface) { SendBuffer = address.SendBuffer };
        return new PacketSocket(address, PacketDescriptor.Open(plain, PacketPlan.ToSend));
    }

    /// <summary>Where in a frame the IP header begins, behind the link's header and its tags.</summary>
    internal int NetworkOffset(ReadOnlySpan<byte> frame)
    {
        if (LinkType != LinkType.Ethernet)
        {
            return 0;
        }

        var type = 2 * MacAddress.Length;
        while (type + TakenTag.Bytes + sizeof(ushort) <= frame.Length
            && BinaryPrimitives.ReadUInt16BigEndian(frame[type..]) is EtherType.Vlan or EtherType.ServiceVlan)
        {
            type += TakenTag.Bytes;
        }

        return type + sizeof(ushort);
    }

    /// <summary>Receives a frame that a kernel may have left unfinished.</summary>
    /// <param name="buffer">Where it goes, behind <see cref="UnfinishedBytes"/>.</param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <returns>The frame, and what is left to do.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<(ReceivedFrame Frame, VirtualNetworkHeader Left)> ReceiveUnfinishedAsync(
        Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            RequireOpen();
            if (TryReceive(buffer.Span, UnfinishedBytes, out var frame))
            {
                _shortWait.Found();
                var left = MemoryMarshal.Read<VirtualNetworkHeader>(buffer.Span);
                left.ChecksumStart += (ushort)(frame.IsVlanTagPutBack ? TakenTag.Bytes : 0);
                return (frame, left);
            }

            if (!_shortWait.TryYield())
            {
                await _descriptor.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
