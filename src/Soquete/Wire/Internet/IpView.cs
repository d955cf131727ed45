using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>
/// A packet of either version, seen by what both have. <see cref="Ipv4View"/> and <see cref="Ipv6View"/> know the rest.
/// Only a view that <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct IpView
{
    private readonly ReadOnlySpan<byte> _finalDestination;

    private IpView(scoped in Ipv4View packet)
    {
        Version = 4;
        SourceBytes = packet.SourceBytes;
        DestinationBytes = _finalDestination = packet.DestinationBytes;
        HopLimit = packet.TimeToLive;
        TrafficClass = packet.TypeOfService;
        Protocol = packet.Protocol;
        HeaderLength = packet.HeaderLength;
        Payload = packet.Payload;
        PayloadLength = (uint)packet.PayloadLength;
        FragmentOffset = packet.FragmentOffset;
        MoreFragments = packet.MoreFragments;
        Identification = packet.Identification;
        HasHeader = packet.FragmentOffset == 0;
    }

    private IpView(scoped in Ipv6View packet)
    {
        var upper = packet.UpperLayer;
        Version = 6;
        SourceBytes = packet.SourceBytes;
        DestinationBytes = packet.DestinationBytes;
        _finalDestination = upper.ExtensionsLength == 0 ? DestinationBytes : packet.FinalDestinationBytes;
        HopLimit = packet.HopLimit;
        TrafficClass = packet.TrafficClass;
        Protocol = upper.Protocol;
        HeaderLength = Ipv6View.HeaderLength + upper.ExtensionsLength;
        Payload = upper.Payload;
        PayloadLength = packet.FullPayloadLength - (uint)upper.ExtensionsLength;
        FragmentOffset = upper.FragmentOffset;
        MoreFragments = upper.MoreFragments;
        Identification = upper.Identification;
        HasHeader = upper.HasHeader;
    }

    /// <summary>4 or 6.</summary>
    public int Version { get; }

    /// <summary>The 4 or 16 bytes of the source's address.</summary>
    public ReadOnlySpan<byte> SourceBytes { get; }

    /// <summary>The source's address, as a new object.</summary>
    public IPAddress Source => new(SourceBytes);

    /// <summary>The 4 or 16 bytes of the destination's address.</summary>
    public ReadOnlySpan<byte> DestinationBytes { get; }

    /// <summary>The destination's address, as a new object.</summary>
    public IPAddress Destination => new(DestinationBytes);

    /// <summary>How many more routers may pass it on: time to live, or hop limit.</summary>
    public byte HopLimit { get; }

    /// <summary>DSCP and ECN: type of service, or traffic class.</summary>
    public byte TrafficClass { get; }

    /// <summary>What it carries, behind extension headers (<see cref="IpProtocol"/>).</summary>
    public byte Protocol { get; }

    /// <summary>How many bytes stand before the payload: the header with options or extension headers.</summary>
    public int HeaderLength { get; }

    /// <summary>What is there of what it carries.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>How long what it carries is, also where not all of it is there.</summary>
    public uint PayloadLength { get; }

    /// <summary>Whether there is less of it than it is long.</summary>
    public bool IsTruncated => PayloadLength > Payload.Length;

    /// <summary>Whether it is one of several fragments.</summary>
    public bool IsFragment => FragmentOffset != 0 || MoreFragments;

    /// <summary>Where the payload belongs in the whole packet's, in bytes.</summary>
    public int FragmentOffset { get; }

    /// <summary>Whether fragments follow.</summary>
    public bool MoreFragments { get; }

    /// <summary>What the fragments of one packet have in common; 0 in IPv6 without a fragment header.</summary>
    public uint Identification { get; }

    /// <summary>
    /// Whether the payload begins with the header of <see cref="Protocol"/>: not in a later fragment, nor where an
    /// extension header is cut.
    /// </summary>
    public bool HasHeader { get; }

    /// <summary>
    /// Whether the checksum of what is carried can be checked: it is there from its beginning to its end.
    /// </summary>
    public bool IsWhole => HasHeader && !MoreFragments && !IsTruncated;

    /// <summary>
    /// The sum of the pseudo header of what it carries, for <see cref="InternetChecksum.Add(ReadOnlySpan{byte})"/>.
    /// </summary>
    public InternetChecksum PseudoHeader() => PseudoHeader(PayloadLength);

    /// <summary>The same, of so many bytes: UDP has a length of its own.</summary>
    internal InternetChecksum PseudoHeader(uint length) =>
        InternetChecksum.PseudoHeader(SourceBytes, _finalDestination, Protocol, length);

    /// <summary>
    /// Reads a packet of the version that its first four bits say; false where its view cannot be had.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IpView view)
    {
        if (Ipv4View.TryRead(bytes, out var packet4))
        {
            view = new IpView(packet4);
            return true;
        }

        var isSix = Ipv6View.TryRead(bytes, out var packet6);
        view = isSix ? new IpView(packet6) : default;
        return isSix;
    }
}
