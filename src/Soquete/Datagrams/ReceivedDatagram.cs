using System.Net;
using Soquete.Ancillary;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>A datagram that was received, and all that the kernel knows of it.</summary>
public readonly struct ReceivedDatagram
{
    private readonly DatagramFacts _facts;

    internal DatagramFacts Facts => _facts;

    internal ReceivedDatagram(
        int count, int length, in SocketName source, in DatagramFacts facts, in ReceivedControl control)
    {
        Count = count;
        Length = length;
        Source = new DatagramPeer(source);
        _facts = facts;
        Descriptors = control.Descriptors;
        Credentials = control.Credentials;
        AreDescriptorsMissing = control.IsIncomplete;
    }

    /// <summary>How many of its bytes are in the buffer. 0 is a datagram too.</summary>
    public int Count { get; }

    /// <summary>How many bytes it had when it was sent.</summary>
    public int Length { get; }

    /// <summary>Whether the buffer was too small for it; the rest is gone.</summary>
    public bool IsTruncated => Length > Count;

    /// <summary>Who sent it.</summary>
    public DatagramPeer Source { get; }

    /// <summary>
    /// The address of this machine, or the group or broadcast address, that it was sent to (IP_PKTINFO); null in the
    /// unix domain.
    /// </summary>
    public IPAddress? LocalAddress => _facts.LocalAddress;

    /// <summary>The number of the interface that it arrived on; 0 in the unix domain.</summary>
    public int InterfaceIndex => _facts.InterfaceIndex;

    /// <summary>The interface's name (if_indextoname(3)); null in the unix domain, and where it is gone.</summary>
    public string? InterfaceName => InterfaceIndex == 0 ? null : Interfaces.NameOf((uint)InterfaceIndex);

    /// <summary>Its differentiated services codepoint, 0 to 63 (RFC 2474); null in the unix domain.</summary>
    public int? Dscp => _facts.TrafficClass < 0 ? null : _facts.TrafficClass >> 2;

    /// <summary>
    /// Its explicit congestion notification, 0 to 3: not capable, ECT(1), ECT(0), congestion experienced (RFC 3168);
    /// null in the unix domain.
    /// </summary>
    public int? Ecn => _facts.TrafficClass < 0 ? null : _facts.TrafficClass & 3;

    /// <summary>What was left of its TTL or hop limit, 0 to 255; null in the unix domain.</summary>
    public int? TimeToLive => _facts.HopLimit < 0 ? null : _facts.HopLimit;

    /// <summary>
    /// When the kernel received it (SO_TIMESTAMPNS); null unless the address asks for <c>timestamps</c>.
    /// </summary>
    public DateTimeOffset? Timestamp => _facts.TimestampTicks == 0
        ? null
        : DateTimeOffset.UnixEpoch.AddTicks(_facts.TimestampTicks);

    /// <summary>The process that sent it; null unless the address asks for <c>credentials</c>.</summary>
    public MessageCredentials? Credentials { get; }

    /// <summary>
    /// The descriptors that came with it; null without any, and where it is truncated. Those that are not taken are
    /// closed with the next receive.
    /// </summary>
    public PassedDescriptors? Descriptors { get; }

    /// <summary>
    /// Whether descriptors came with it that this process has not: it is truncated, or the limit of open descriptors
    /// (RLIMIT_NOFILE) left no room for all. All are closed.
    /// </summary>
    public bool AreDescriptorsMissing { get; }
}
