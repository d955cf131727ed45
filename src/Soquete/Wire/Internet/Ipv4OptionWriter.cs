namespace Soquete.Wire.Internet;

/// <summary>
/// Makes the options of an IPv4 header, one after the other (RFC 791 section 3.1). Not for several threads.
/// </summary>
/// <example>
/// <code>Options = new Ipv4OptionWriter().RouterAlert().ToList()</code>
/// </example>
public sealed class Ipv4OptionWriter
{
    private readonly OptionBuffer _buffer = new();

    /// <summary>Nothing, in one byte: to put the next option where it should begin.</summary>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public Ipv4OptionWriter NoOperation()
    {
        _buffer.Add(Ipv4OptionType.NoOperation);
        return this;
    }

    /// <summary>Routers look at the packet (RFC 2113).</summary>
    /// <param name="value">What for: 0 unless given, the only one in common use.</param>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public Ipv4OptionWriter RouterAlert(ushort value = 0) =>
        Option(Ipv4OptionType.RouterAlert, [(byte)(value >> 8), (byte)value]);

    /// <summary>Routers put their addresses here.</summary>
    /// <param name="addresses">For how many there is room: 1 to 9.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is another number.</exception>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public Ipv4OptionWriter RecordRoute(int addresses)
    {
        const int MaxAddresses = 9;
        const int FirstPlace = 4;
        ArgumentOutOfRangeException.ThrowIfLessThan(addresses, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(addresses, MaxAddresses);
        var data = new byte[1 + (addresses * Ipv4View.AddressLength)];
        data[0] = FirstPlace;
        return Option(Ipv4OptionType.RecordRoute, data);
    }

    /// <summary>Any option that has a length.</summary>
    /// <param name="type">What it is; neither the end of the list nor no operation.</param>
    /// <param name="data">What stands behind its type and length.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has no length.</exception>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public Ipv4OptionWriter Option(byte type, ReadOnlySpan<byte> data)
    {
        _buffer.Add(type, data);
        return this;
    }

    /// <summary>The options that were added, padded with the end of the list to words of 4 bytes.</summary>
    public ValueList<byte> ToList() => _buffer.ToList();
}
