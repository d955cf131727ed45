namespace Soquete.Wire.Internet;

/// <summary>One neighbour discovery option: what it means, and how it is written (RFC 4861 section 4.6).</summary>
public abstract record NdOption
{
    private protected NdOption()
    {
    }

    /// <summary>What it is (<see cref="NdOptionType"/>).</summary>
    public abstract byte Type { get; }

    /// <summary>How many bytes it takes: a multiple of eight.</summary>
    public int Length =>
        (NdOptionView.HeadLength + DataLength + NdOptionView.LengthUnit - 1) / NdOptionView.LengthUnit
        * NdOptionView.LengthUnit;

    /// <summary>How many bytes stand behind type and length, before zeros make them a multiple of eight.</summary>
    private protected abstract int DataLength { get; }

    /// <summary>
    /// What an option means. One that is not known, or is not as long as it must be, is a <see cref="NdOtherOption"/>.
    /// </summary>
    /// <param name="view">The option.</param>
    public static NdOption Read(in NdOptionView view) => view.Type switch
    {
        NdOptionType.SourceLinkLayerAddress or NdOptionType.TargetLinkLayerAddress =>
            new NdLinkLayerAddress(view.Type == NdOptionType.TargetLinkLayerAddress, view.Data.ToArray()),
        NdOptionType.PrefixInformation when view.IsPrefixInformation => NdPrefixInformation.Of(view),
        NdOptionType.RedirectedHeader => new NdRedirectedHeader(view.RedirectedPacket.ToArray()),
        NdOptionType.Mtu when view.Bytes.Length == NdOptionView.LengthUnit => new NdMtu(view.Mtu),
        NdOptionType.RecursiveDnsServers when view.DnsServerBytes.Length > 0
            && NdOptionView.AddressesOffset + view.DnsServerBytes.Length == view.Bytes.Length =>
                NdRecursiveDnsServers.Of(view),
        _ => new NdOtherOption(view.Type, view.Data.ToArray()),
    };

    /// <summary>Writes the option, filled up with zeros.</summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address is no IPv6 address.</exception>
    /// <exception cref="InvalidOperationException">It holds more than its length can say: 2,038 bytes.</exception>
    public int Write(Span<byte> destination)
    {
        var length = Length;
        if (length > byte.MaxValue * NdOptionView.LengthUnit)
        {
            throw new InvalidOperationException("An option of neighbour discovery has at most 2,040 bytes.");
        }

        WireRoom.Check(destination, length);
        var option = destination[..length];
        option.Clear();
        option[0] = Type;
        option[1] = (byte)(length / NdOptionView.LengthUnit);
        WriteData(option[NdOptionView.HeadLength..]);
        return length;
    }

    private protected abstract void WriteData(Span<byte> data);
}
