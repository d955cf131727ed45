using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Wire.Internet;

namespace Soquete.Relaying.Recording;

/// <summary>
/// The addresses and ports that conversations have in a file: none that go on at once have the same. Safe for several
/// threads.
/// </summary>
internal sealed class FlowPaths
{
    /// <summary>The ports of first ends that have none: those that nobody is given for good (RFC 6335).</summary>
    private const int FirstPort = 49152;

    private const int Ports = 16384;

    /// <summary>What the second end has: IANA keeps it back, so that no reader takes it for a service.</summary>
    private const ushort SecondPort = 49151;

    private const uint FirstNetwork = 0x7F01_0000;
    private const uint SecondNetwork = 0x7F02_0000;

    private static readonly byte[] LocalPrefix = [0xFD, 0x53, 0x6F, 0x71, 0x75, 0x65];

    private readonly Lock _lock = new();
    private readonly HashSet<FlowPath> _taken = [];
    private uint _last;

    /// <summary>Takes a path between two peers, which is given back by <see cref="Return"/>.</summary>
    /// <param name="first">The peer at the first address.</param>
    /// <param name="second">The peer at the second address.</param>
    /// <param name="protocol">What the conversation is made up in.</param>
    /// <param name="number">The conversation's number, from 1 on.</param>
    public FlowPath Take(SocketEnd first, SocketEnd second, byte protocol, out uint number)
    {
        lock (_lock)
        {
            number = ++_last;
            var isIpv6 = IsIpv6(first) || IsIpv6(second);
            var to = EndPointOf(second, isIpv6) ?? MadeUp(Hash(second), isIpv6, SecondNetwork, SecondPort);
            var madeUp = MadeUp(number, isIpv6, FirstNetwork, (ushort)(FirstPort + (number >> 16) % Ports));
            var path = new FlowPath(EndPointOf(first, isIpv6) ?? madeUp, to, protocol);
            if (!_taken.Add(path))
            {
                // One peer that speaks to two addresses of a listener has one name for both.
                path = path with { First = madeUp };
                _taken.Add(path);
            }

            return path;
        }
    }

    public void Return(FlowPath path)
    {
        lock (_lock)
        {
            _taken.Remove(path);
        }
    }

    private static bool IsIpv6(SocketEnd end) =>
        end.Address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false };

    /// <summary>In a conversation of both families the address of IPv4 is a mapped one (RFC 4291).</summary>
    private static IPEndPoint? EndPointOf(SocketEnd end, bool isIpv6) => end.Address is not { } address
        ? null
        : new IPEndPoint(
            isIpv6 ? WithoutZone(address.MapToIPv6()) : address.MapToIPv4(), end.Port ?? SecondPort);

    private static IPAddress WithoutZone(IPAddress address) => new(address.GetAddressBytes());

    private static IPEndPoint MadeUp(uint number, bool isIpv6, uint network, ushort port)
    {
        if (!isIpv6)
        {
            var host = network | (number & ushort.MaxValue);
            Span<byte> four = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(four, host);
            return new IPEndPoint(new IPAddress(four), port);
        }

        Span<byte> bytes = stackalloc byte[Ipv6View.AddressLength];
        bytes.Clear();
        LocalPrefix.CopyTo(bytes);
        bytes[7] = (byte)(network >> 16);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], number);
        return new IPEndPoint(new IPAddress(bytes), port);
    }

    /// <summary>One for each name, so that all conversations with a service have one address (FNV-1a).</summary>
    private static uint Hash(SocketEnd end)
    {
        var hash = 2166136261;
        foreach (var letter in end.ToString())
        {
            hash = (hash ^ letter) * 16777619;
        }

        return hash;
    }
}
