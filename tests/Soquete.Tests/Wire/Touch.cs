using Soquete.Wire;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire;

/// <summary>
/// Asks a view for everything that it can be asked for, with the views inside of it: what may be read must be readable.
/// It counts the steps of enumerators, as their work must be bounded by the bytes there are.
/// </summary>
internal sealed class Touch
{
    private long _sum;

    /// <summary>How many options, tags and extension headers were gone through.</summary>
    public int Steps { get; private set; }

    public bool Ethernet(ReadOnlySpan<byte> bytes)
    {
        if (!EthernetView.TryRead(bytes, out var view))
        {
            return false;
        }

        Add(view.Destination.GetHashCode(), view.Source.GetHashCode(), view.EtherType);
        Add(view.DestinationBytes, view.SourceBytes, view.Payload);
        Add(view.HasLength, view.IsTruncated);
        foreach (var tag in view.Tags)
        {
            Step();
            Vlan(tag);
        }

        Add(view.Tags.Skip(out var type, out var payload), type);
        Add(payload);
        return true;
    }

    public bool Vlan(ReadOnlySpan<byte> bytes)
    {
        var isRead = VlanView.TryRead(bytes, out var view);
        if (isRead)
        {
            Vlan(view);
        }

        return isRead;
    }

    private void Vlan(VlanView view)
    {
        Add(view.TagControl, view.Priority, view.VlanId, view.EtherType);
        Add(view.IsDropEligible, view.HasLength, view.IsTruncated);
        Add(view.Payload);
    }

    public bool Llc(ReadOnlySpan<byte> bytes)
    {
        if (!LlcView.TryRead(bytes, out var view))
        {
            return false;
        }

        Add(view.HeaderLength, view.DestinationServicePoint, view.SourceServicePoint, view.Control);
        Add(view.OrganizationCode, view.ProtocolId);
        Add(view.IsSnap);
        Add(view.Payload);
        return true;
    }

    public bool Arp(ReadOnlySpan<byte> bytes)
    {
        if (!ArpView.TryRead(bytes, out var view))
        {
            return false;
        }

        Add(view.HardwareType, view.ProtocolType, view.HardwareLength, view.ProtocolLength, (int)view.Operation);
        Add(view.SenderHardwareBytes, view.SenderProtocolBytes, view.TargetHardwareBytes, view.TargetProtocolBytes);
        Add(view.SenderHardware.GetHashCode(), view.TargetHardware.GetHashCode());
        Add(view.SenderProtocol?.GetHashCode() ?? 0, view.TargetProtocol?.GetHashCode() ?? 0);
        Add(view.IsIpv4OverEthernet);
        return true;
    }

    public bool Cooked(ReadOnlySpan<byte> bytes)
    {
        var isRead = CookedView.TryReadSll(bytes, out var first);
        if (isRead)
        {
            Cooked(first);
        }

        return isRead;
    }

    public bool Cooked2(ReadOnlySpan<byte> bytes)
    {
        var isRead = CookedView.TryReadSll2(bytes, out var second);
        if (isRead)
        {
            Cooked(second);
        }

        return isRead;
    }

    private void Cooked(CookedView view)
    {
        Add((int)view.PacketType, view.HardwareType, view.AddressLength, view.EtherType, view.HeaderLength);
        Add(view.InterfaceIndex, view.Source.GetHashCode());
        Add(view.SourceBytes, view.Payload);
        foreach (var tag in view.Tags)
        {
            Step();
            Vlan(tag);
        }
    }

    public bool Link(LinkType linkType, ReadOnlySpan<byte> bytes)
    {
        var isRead = LinkPayload.TryRead(linkType, bytes, out var payload);
        Add(payload.EtherType, payload.TagCount);
        Add(payload.Bytes);
        return isRead;
    }

    public bool Ipv4(ReadOnlySpan<byte> bytes)
    {
        if (!Ipv4View.TryRead(bytes, out var view))
        {
            return false;
        }

        Add(view.HeaderLength, view.TypeOfService, view.Dscp, view.Ecn, view.TotalLength, view.Identification);
        Add(view.FragmentOffset, view.TimeToLive, view.Protocol, view.Checksum, view.PayloadLength);
        Add(view.IsReservedSet, view.DontFragment, view.MoreFragments, view.IsFragment, view.IsTruncated);
        Add(view.IsChecksumValid, view.Options.IsWellFormed);
        Add(view.Source.GetHashCode(), view.Destination.GetHashCode());
        Add(view.SourceBytes, view.DestinationBytes, view.HeaderBytes, view.Payload, view.Options.Bytes);
        foreach (var option in view.Options)
        {
            Step();
            Add(option.Type, option.Class, option.AddressesPassed, option.AddressCount);
            Add(option.IsCopied, option.IsRoute, option.TryGetRouterAlert(out _));
            Add(option.Bytes, option.Data, option.AddressBytes[..(4 * option.AddressesPassed)]);
        }

        return true;
    }

    public bool Ipv6(ReadOnlySpan<byte> bytes)
    {
        if (!Ipv6View.TryRead(bytes, out var view))
        {
            return false;
        }

        Add(view.TrafficClass, view.Dscp, view.Ecn, view.FlowLabel, view.PayloadLength, view.FullPayloadLength);
        Add(view.NextHeader, view.HopLimit, view.Source.GetHashCode(), view.Destination.GetHashCode());
        Add(view.IsJumbogram, view.IsTruncated);
        Add(view.SourceBytes, view.DestinationBytes, view.FinalDestinationBytes, view.Payload);
        foreach (var extension in view.Extensions)
        {
            Step();
            Extension(extension.Protocol, extension.Bytes);
        }

        var upper = view.UpperLayer;
        Add(upper.Protocol, upper.ExtensionsLength, upper.FragmentOffset, upper.Identification);
        Add(upper.IsFound, upper.HasHeader, upper.IsFragment, upper.MoreFragments);
        Add(upper.Payload);
        return true;
    }

    public bool Extension(byte protocol, ReadOnlySpan<byte> bytes)
    {
        if (!Ipv6ExtensionView.TryRead(protocol, bytes, out var view))
        {
            return false;
        }

        Add(view.Protocol, view.NextHeader);
        Add(view.HasOptions, view.Options.IsWellFormed);
        Add(view.Bytes, view.Data);
        foreach (var option in view.Options)
        {
            Step();
            Add(option.Type, (int)option.Action);
            Add(option.MayChange, option.TryGetJumboPayload(out _), option.TryGetRouterAlert(out _));
            Add(option.Bytes, option.Data);
        }

        return Inner(view);
    }

    private bool Inner(Ipv6ExtensionView view)
    {
        if (view.TryGetFragment(out var fragment))
        {
            Add(fragment.NextHeader, fragment.FragmentOffset, fragment.Identification);
            Add(fragment.MoreFragments, fragment.IsAtomic);
        }

        if (view.TryGetRouting(out var routing))
        {
            Add(routing.NextHeader, routing.Length, routing.RoutingType, routing.SegmentsLeft, routing.AddressCount);
            Add(routing.Data, routing.AddressBytes, routing.LastBytes);
        }

        if (view.TryGetAuthentication(out var header))
        {
            Add(header.NextHeader, header.Length, header.SecurityParametersIndex, header.SequenceNumber);
            Add(header.IntegrityCheckValue);
        }

        return true;
    }

    /// <summary>Whatever it carries, too.</summary>
    public bool Ip(ReadOnlySpan<byte> bytes)
    {
        if (!IpView.TryRead(bytes, out var view))
        {
            return false;
        }

        Add(view.Version, view.HopLimit, view.TrafficClass, view.Protocol, view.HeaderLength, view.PayloadLength);
        Add(view.FragmentOffset, view.Identification, view.Source.GetHashCode(), view.Destination.GetHashCode());
        Add(view.IsFragment, view.MoreFragments, view.HasHeader, view.IsTruncated, view.IsWhole);
        Add(view.SourceBytes, view.DestinationBytes, view.Payload);
        Add(view.PseudoHeader().Finish());
        if (TcpView.TryRead(view.Payload, out var segment))
        {
            Add(segment.IsChecksumValid(view), segment.IsChecksumValid(view.SourceBytes, view.DestinationBytes));
        }

        if (UdpView.TryRead(view.Payload, out var datagram))
        {
            Add(datagram.IsChecksumValid(view), datagram.IsChecksumValid(view.SourceBytes, view.DestinationBytes));
        }

        return true;
    }

    public bool Tcp(ReadOnlySpan<byte> bytes)
    {
        if (!TcpView.TryRead(bytes, out var view))
        {
            return false;
        }

        Add(view.SourcePort, view.DestinationPort, view.SequenceNumber, view.AcknowledgmentNumber, view.HeaderLength);
        Add((int)view.Flags, view.Reserved, view.Window, view.Checksum, view.UrgentPointer);
        Add(view.Options.Bytes, view.HeaderBytes, view.Payload);
        Add(view.Options.IsWellFormed);
        foreach (var option in view.Options)
        {
            Step();
            Add(option.Bytes, option.Data);
            Add(option.TryGetMaximumSegmentSize(out _), option.TryGetWindowScale(out _), option.IsSackPermitted);
            Add(option.TryGetTimestamps(out _, out _), option.TryGetFastOpenCookie(out var cookie));
            Add(cookie);
            Add(option.Kind, option.SackBlocks.Count);
            foreach (var block in option.SackBlocks)
            {
                Add(block.LeftEdge, block.RightEdge);
            }
        }

        return true;
    }

    public bool Udp(ReadOnlySpan<byte> bytes)
    {
        if (!UdpView.TryRead(bytes, out var view))
        {
            return false;
        }

        Add(view.SourcePort, view.DestinationPort, view.Length, view.Checksum, view.PayloadLength);
        Add(view.HasChecksum, view.IsTruncated);
        Add(view.Payload);
        return true;
    }

    private void Step() => Steps++;

    private void Add(params ReadOnlySpan<long> values)
    {
        foreach (var value in values)
        {
            _sum += value;
        }
    }

    private void Add(params ReadOnlySpan<bool> values)
    {
        foreach (var value in values)
        {
            _sum += value ? 1 : 0;
        }
    }

    /// <summary>Reads the first byte and the last one.</summary>
    private void Add(ReadOnlySpan<byte> bytes) => _sum += bytes.IsEmpty ? 0 : bytes[0] + bytes[^1];

    private void Add(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Add(first);
        Add(second);
    }

    private void Add(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        Add(first, second);
        Add(third);
    }

    private void Add(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth)
    {
        Add(first, second);
        Add(third, fourth);
    }

    private void Add(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth,
        ReadOnlySpan<byte> fifth)
    {
        Add(first, second, third, fourth);
        Add(fifth);
    }
}
