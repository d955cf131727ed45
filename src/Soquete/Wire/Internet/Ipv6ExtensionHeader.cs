using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>What an IPv6 extension header says (RFC 8200 section 4). Immutable, and safe for threads.</summary>
public sealed record Ipv6ExtensionHeader
{
    private const int HeadLength = 2;
    private const int AuthenticationUnit = 4;
    private const int MaxUnits = 256;

    /// <summary>How many bytes it takes: 8 at least.</summary>
    public int Length => HeadLength + Data.Count;

    /// <summary>Which extension header it is (<see cref="IpProtocol"/>): the header before it says so.</summary>
    public required byte Protocol { get; init; }

    /// <summary>What follows it (<see cref="IpProtocol"/>).</summary>
    public required byte NextHeader { get; init; }

    /// <summary>
    /// What stands behind the next header's number and its own length: 6 bytes of a fragment header; of an
    /// authentication header at least 10, and with those two bytes a multiple of 4; of any other with them a multiple
    /// of 8.
    /// </summary>
    public required ValueList<byte> Data { get; init; }

    /// <summary>What a view shows. It always has a meaning.</summary>
    public static Ipv6ExtensionHeader Read(in Ipv6ExtensionView view) => new()
    {
        Protocol = view.Protocol,
        NextHeader = view.NextHeader,
        Data = ValueList.Create(view.Data),
    };

    /// <summary>The fragment header of a fragment (RFC 8200 section 4.5).</summary>
    /// <param name="nextHeader">What the whole packet carries behind it.</param>
    /// <param name="offset">Where what follows belongs in the whole packet, in bytes: a multiple of 8.</param>
    /// <param name="moreFragments">Whether fragments follow.</param>
    /// <param name="identification">What the fragments of one packet have in common.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is no multiple of 8, or out of range.</exception>
    public static Ipv6ExtensionHeader Fragment(
        byte nextHeader, int offset, bool moreFragments, uint identification)
    {
        IpFragmentPlace.Check(offset);
        var data = new byte[Ipv6FragmentView.Length - HeadLength];
        var more = moreFragments ? Ipv6FragmentView.MoreFragmentsBit : 0;
        BinaryPrimitives.WriteUInt16BigEndian(data, (ushort)(offset | more));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(sizeof(ushort)), identification);
        return new Ipv6ExtensionHeader { Protocol = IpProtocol.Fragment, NextHeader = nextHeader, Data = data };
    }

    /// <summary>Options for each hop, or for the destination (RFC 8200 sections 4.3 and 4.6).</summary>
    /// <param name="protocol"><see cref="IpProtocol.HopByHop"/> or <see cref="IpProtocol.DestinationOptions"/>.</param>
    /// <param name="nextHeader">What follows it.</param>
    /// <param name="options">The options in bytes; padding is put behind them.</param>
    /// <exception cref="ArgumentException">There are more than 2,046 bytes of them.</exception>
    public static Ipv6ExtensionHeader OfOptions(byte protocol, byte nextHeader, ReadOnlySpan<byte> options)
    {
        const int Unit = Ipv6ExtensionView.Unit;
        var length = (HeadLength + options.Length + Unit - 1) / Unit * Unit;
        if (length > MaxUnits * Unit)
        {
            throw new ArgumentException("Options of one header take 2,046 bytes at most.", nameof(options));
        }

        var data = new byte[length - HeadLength];
        options.CopyTo(data);
        var padding = data.AsSpan(options.Length);
        // One byte is Pad1, which is zero; more are PadN, whose length leaves out its own head.
        if (padding.Length > 1)
        {
            (padding[0], padding[1]) = (Ipv6OptionType.PadN, (byte)(padding.Length - HeadLength));
        }

        return new Ipv6ExtensionHeader { Protocol = protocol, NextHeader = nextHeader, Data = data };
    }

    /// <summary>A hop-by-hop header with a router alert (RFC 2711), as MLD has it.</summary>
    /// <param name="nextHeader">What follows it.</param>
    /// <param name="value">What for: 0 is MLD, 1 RSVP.</param>
    public static Ipv6ExtensionHeader RouterAlert(byte nextHeader, ushort value = 0) => OfOptions(
        IpProtocol.HopByHop, nextHeader,
        [Ipv6OptionType.RouterAlert, sizeof(ushort), (byte)(value >> 8), (byte)value]);

    /// <summary>Writes it, with its length.</summary>
    /// <returns>How many bytes were written: <see cref="Length"/>.</returns>
    /// <exception cref="ArgumentException">There is no room, or <see cref="Data"/> has a wrong length.</exception>
    public int Write(Span<byte> destination)
    {
        WireRoom.Check(destination, Length);
        destination[1] = LengthField();
        destination[0] = NextHeader;
        Data.Span.CopyTo(destination[HeadLength..]);
        return Length;
    }

    private byte LengthField()
    {
        var (unit, least, skipped) = Protocol switch
        {
            IpProtocol.Fragment => (Ipv6FragmentView.Length, Ipv6FragmentView.Length, 1),
            IpProtocol.Authentication => (AuthenticationUnit, IpAuthenticationView.MinLength, 2),
            _ => (Ipv6ExtensionView.Unit, Ipv6ExtensionView.Unit, 1),
        };
        var units = (Length / unit) - skipped;
        var isRight = Length % unit == 0 && Length >= least && units < MaxUnits
            && (Protocol != IpProtocol.Fragment || units == 0);
        return isRight ? (byte)units
            : throw new ArgumentException($"An extension header {Protocol} cannot be of {Length} bytes.", nameof(Data));
    }
}
