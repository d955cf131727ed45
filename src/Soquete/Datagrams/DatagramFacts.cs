using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>What the kernel tells about a datagram beside its bytes and its source.</summary>
internal struct DatagramFacts
{
    /// <summary>The room that all of it takes on an internet socket.</summary>
    public const int InternetRoom = 256;

    private AddressBytes _local;
    private AddressBytes _answering;
    private byte _localLength;
    private byte _answeringLength;

    public int InterfaceIndex { get; private set; }

    /// <summary>The octet of codepoint and ECN; -1 where it is not known.</summary>
    public int TrafficClass { get; private set; }

    /// <summary>-1 where it is not known.</summary>
    public int HopLimit { get; private set; }

    /// <summary>Since 1970, in 100 ns; 0 where it is not known.</summary>
    public long TimestampTicks { get; private set; }

    /// <summary>The length of each of the datagrams that were joined, but for the last; 0 where none were.</summary>
    public int SegmentBytes { get; private set; }

    /// <summary>The address that it was sent to; null where it is not known.</summary>
    public readonly IPAddress? LocalAddress
    {
        get
        {
            if (_localLength == 0)
            {
                return null;
            }

            var address = new IPAddress(((ReadOnlySpan<byte>)_local)[.._localLength]);
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }
    }

    /// <summary>
    /// The address of this machine that an answer comes from, 4 or 16 bytes: that which it was sent to or, where that
    /// was a group's or everybody's, the one that routing chose; empty where it is not known.
    /// </summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> AnsweringAddress => ((ReadOnlySpan<byte>)_answering)[.._answeringLength];

    public static DatagramFacts Read(ReadOnlySpan<byte> control)
    {
        var facts = new DatagramFacts { TrafficClass = -1, HopLimit = -1 };
        while (ControlMessage.TryRead(ref control, out var message))
        {
            facts.Note(message);
        }

        return facts;
    }

    private void Note(in ControlMessage message)
    {
        var kind = message.Kind;
        var data = message.Data;
        if (kind == ControlKind.UdpGro)
        {
            SegmentBytes = message.ToNumber();
        }
        else if (kind == ControlKind.IpPacketInfo && data.Length >= 12)
        {
            // struct in_pktinfo: the interface, the address that routing chose, the address in the header.
            InterfaceIndex = MemoryMarshal.Read<int>(data);
            SetLocal(data.Slice(8, 4));
            SetAnswering(data.Slice(4, 4));
        }
        else if (kind == ControlKind.Ipv6PacketInfo && data.Length >= 20)
        {
            InterfaceIndex = MemoryMarshal.Read<int>(data[16..]);
            SetLocal(data[..16]);
            if (data[0] != 0xFF && _answeringLength == 0)
            {
                SetAnswering(data[..16]);
            }
        }
        else if (kind == ControlKind.IpTos || kind == ControlKind.Ipv6TrafficClass)
        {
            TrafficClass = message.ToNumber();
        }
        else if (kind == ControlKind.IpTtl || kind == ControlKind.Ipv6HopLimit)
        {
            HopLimit = message.ToNumber();
        }
        else if (kind == ControlKind.Timestamp && data.Length >= 16)
        {
            var seconds = MemoryMarshal.Read<long>(data);
            var nanoseconds = MemoryMarshal.Read<long>(data[8..]);
            TimestampTicks = (seconds * TimeSpan.TicksPerSecond) + (nanoseconds / TimeSpan.NanosecondsPerTick);
        }
    }

    private void SetLocal(ReadOnlySpan<byte> address)
    {
        address.CopyTo(_local);
        _localLength = (byte)address.Length;
    }

    private void SetAnswering(ReadOnlySpan<byte> address)
    {
        address.CopyTo(_answering);
        _answeringLength = (byte)address.Length;
    }

    [InlineArray(16)]
    private struct AddressBytes
    {
        private byte _first;
    }
}
