namespace Soquete.Wire.Internet;

/// <summary>How an error's bytes part into the packet that met it and an extension (RFC 4884).</summary>
internal static class IcmpMultiPart
{
    /// <summary>
    /// The least that is quoted before an extension, with zeros behind a shorter packet (RFC 4884 section 4): readers
    /// from before the RFC take the first 128 bytes for the packet.
    /// </summary>
    public const int LeastQuoted = 128;

    /// <summary>The packet that an error quotes.</summary>
    /// <param name="data">What follows the eight bytes of the header.</param>
    /// <param name="stated">The length that the header states, in bytes; 0 where it states none.</param>
    /// <param name="isFixed">Whether an extension may follow 128 bytes though no length is stated.</param>
    public static ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> data, int stated, bool isFixed) =>
        stated == 0 && isFixed && TryFind(data, stated, isFixed, out _) ? data[..LeastQuoted]
        : stated == 0 || stated > data.Length ? data
        : data[..stated];

    /// <summary>Finds the extension.</summary>
    public static bool TryFind(ReadOnlySpan<byte> data, int stated, bool isFixed, out IcmpExtensionView extension)
    {
        extension = default;
        if (stated > 0)
        {
            return stated <= data.Length && IcmpExtensionView.TryRead(data[stated..], out extension);
        }

        // Routers from before RFC 4884 state no length. Version and checksum together tell an extension from a packet
        // that happens to be long (RFC 4884 section 5).
        return isFixed && data.Length > LeastQuoted
            && IcmpExtensionView.TryRead(data[LeastQuoted..], out extension)
            && extension.Checksum != 0 && extension.IsChecksumValid;
    }

    /// <summary>Puts a quoted packet and an extension together.</summary>
    /// <param name="quoted">The packet, or its beginning.</param>
    /// <param name="extension">The extension, or none.</param>
    /// <param name="unit">In what the header counts the length: 4 bytes in ICMP, 8 in ICMPv6.</param>
    /// <returns>The bytes that follow the header, and the length to state; 0 where there is no extension.</returns>
    /// <exception cref="ArgumentException">The quoted packet is longer than its length can say.</exception>
    public static (ReadOnlyMemory<byte> Data, byte Stated) Join(
        ReadOnlyMemory<byte> quoted, IcmpExtension? extension, int unit)
    {
        if (extension is null)
        {
            return (quoted, 0);
        }

        var length = Math.Max(LeastQuoted, (quoted.Length + unit - 1) / unit * unit);
        if (length / unit > byte.MaxValue)
        {
            throw new ArgumentException(
                $"At most {byte.MaxValue * unit} bytes can be quoted before an extension.", nameof(quoted));
        }

        var data = new byte[length + extension.Length];
        quoted.Span.CopyTo(data);
        extension.Write(data.AsSpan(length));
        return (data, (byte)(length / unit));
    }
}
