using System.Buffers.Binary;
using Soquete.Wire.Internet;

namespace Soquete.Dissection.Lines;

/// <summary>The port in a packet that an error quotes.</summary>
internal static class QuotedText
{
    private const int PortsLength = 4;

    /// <summary><c> udp port 33434 unreachable</c>.</summary>
    public static void WritePort(LineBuffer line, byte protocol, ReadOnlySpan<byte> payload)
    {
        if (payload.Length < PortsLength)
        {
            line.AddCut("icmp");
            return;
        }

        var port = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
        AddProtocol(line, protocol).Add(" port ").Add(port).Add(" unreachable");
    }

    /// <summary><c> udp</c>, or the protocol's number.</summary>
    public static LineBuffer AddProtocol(LineBuffer line, byte protocol) => protocol switch
    {
        IpProtocol.Tcp => line.Add(" tcp"),
        IpProtocol.Udp => line.Add(" udp"),
        _ => line.Add(" protocol ").Add(protocol),
    };
}
