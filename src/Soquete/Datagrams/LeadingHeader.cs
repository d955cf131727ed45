namespace Soquete.Datagrams;

/// <summary>The IPv4 header that a raw socket receives each packet with (raw(7), RFC 791 §3.1).</summary>
internal static class LeadingHeader
{
    /// <summary>Its length in bytes; no more than there is.</summary>
    public static int LengthOf(ReadOnlySpan<byte> packet) =>
        packet.IsEmpty ? 0 : Math.Min((packet[0] & 0x0F) * 4, packet.Length);

    /// <summary>Moves what is behind it to the front.</summary>
    /// <param name="packet">Where the packet is.</param>
    /// <param name="bytes">How long it is, with the header; then without.</param>
    /// <returns>How many bytes are gone.</returns>
    public static int CutOff(Span<byte> packet, ref int bytes)
    {
        var header = LengthOf(packet[..bytes]);
        packet[header..bytes].CopyTo(packet);
        bytes -= header;
        return header;
    }
}
