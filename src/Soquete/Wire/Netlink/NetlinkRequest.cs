using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>What all requests begin with (netlink(7)).</summary>
internal static class NetlinkRequest
{
    /// <summary>Writes the header, and clears what comes behind it.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="type">What is asked (<see cref="NetlinkType"/>).</param>
    /// <param name="flags">NLM_F_REQUEST is among them anyway.</param>
    /// <param name="sequence">The number of the request.</param>
    /// <param name="bodyLength">How long the rest is.</param>
    /// <returns>Where the rest goes.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    public static Span<byte> Begin(
        Span<byte> destination, ushort type, NetlinkFlags flags, uint sequence, int bodyLength)
    {
        var length = NetlinkView.HeaderLength + bodyLength;
        WireRoom.Check(destination, length);
        var message = destination[..length];
        message.Clear();
        MemoryMarshal.Write(message, (uint)length);
        MemoryMarshal.Write(message[4..], type);
        MemoryMarshal.Write(message[6..], (ushort)(flags | NetlinkFlags.Request));
        MemoryMarshal.Write(message[8..], sequence);
        return message[NetlinkView.HeaderLength..];
    }
}
