using System.Net;
using System.Net.Sockets;
using Soquete.Wire.Internet;

namespace Soquete.Relaying.Recording;

/// <summary>Between which addresses and ports a conversation is recorded. Both are of one family.</summary>
/// <param name="First">The peer at the first address.</param>
/// <param name="Second">The peer at the second address.</param>
/// <param name="Protocol">What it is made up in (<see cref="IpProtocol"/>).</param>
internal sealed record FlowPath(IPEndPoint First, IPEndPoint Second, byte Protocol)
{
    private bool IsIpv6 => First.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>How long the IP header is.</summary>
    public int HeaderLength => IsIpv6 ? Ipv6Header.Length : Ipv4View.MinHeaderLength;

    /// <summary>How many bytes one packet carries behind the header of its protocol.</summary>
    public int MostPayload(int headerLength) =>
        ushort.MaxValue - headerLength - (IsIpv6 ? 0 : Ipv4View.MinHeaderLength);

    public IPEndPoint From(bool isForward) => isForward ? First : Second;

    /// <summary>Writes the IP header of a packet.</summary>
    /// <returns>How many bytes it has.</returns>
    public int WriteHeader(Span<byte> destination, bool isForward, int payloadLength)
    {
        var (source, target) = (From(isForward).Address, From(!isForward).Address);
        return IsIpv6
            ? new Ipv6Header { NextHeader = Protocol, Source = source, Destination = target }
                .Write(destination, payloadLength)
            : new Ipv4Header { Protocol = Protocol, Source = source, Destination = target, DontFragment = true }
                .Write(destination, payloadLength);
    }
}
