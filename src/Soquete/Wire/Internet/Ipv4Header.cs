using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>What an IPv4 header says (RFC 791 section 3.1). Immutable, and safe for threads.</summary>
public sealed record Ipv4Header
{
    /// <summary>The time to live unless one is given: 64, as IANA recommends.</summary>
    public const byte DefaultTimeToLive = 64;

    private const int MaxTotalLength = ushort.MaxValue;
    private const int MaxOptions = Ipv4View.MaxHeaderLength - Ipv4View.MinHeaderLength;
    private const int WordLength = 4;

    /// <summary>How many bytes it takes, 20 to 60: options are padded to words of 4 bytes.</summary>
    public int Length => Ipv4View.MinHeaderLength + ((Options.Count + WordLength - 1) / WordLength * WordLength);

    /// <summary>The byte that was Type of Service: DSCP and ECN; 0 unless set.</summary>
    public byte TypeOfService { get; init; }

    /// <summary>What the fragments of one packet have in common; of any value where it is atomic (RFC 6864).</summary>
    public ushort Identification { get; init; }

    /// <summary>The bit that is reserved, and zero.</summary>
    public bool IsReservedSet { get; init; }

    /// <summary>Whether nobody may fragment it (DF).</summary>
    public bool DontFragment { get; init; }

    /// <summary>Whether fragments follow this one (MF).</summary>
    public bool MoreFragments { get; init; }

    /// <summary>Where its payload belongs in the whole packet's, in bytes: a multiple of 8, up to 65,528.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another number.</exception>
    public int FragmentOffset
    {
        get;
        init
        {
            IpFragmentPlace.Check(value);
            field = value;
        }
    }

    /// <summary>How many more routers may pass it on; <see cref="DefaultTimeToLive"/> unless set.</summary>
    public byte TimeToLive { get; init; } = DefaultTimeToLive;

    /// <summary>What it carries (<see cref="IpProtocol"/>).</summary>
    public required byte Protocol { get; init; }

    /// <summary>The source's address.</summary>
    public required IPAddress Source { get; init; }

    /// <summary>The destination's address.</summary>
    public required IPAddress Destination { get; init; }

    /// <summary>
    /// The bytes of the options, 40 at most; none unless set. <see cref="Ipv4Options"/> goes through them, and
    /// <see cref="Ipv4OptionWriter"/> makes them.
    /// </summary>
    /// <exception cref="ArgumentException">There are more.</exception>
    public ValueList<byte> Options
    {
        get;
        init
        {
            if (value.Count > MaxOptions)
            {
                throw new ArgumentException($"Options take {MaxOptions} bytes at most.", nameof(value));
            }

            field = value;
        }
    }

    /// <summary>What a view shows. It always has a meaning.</summary>
    public static Ipv4Header Read(in Ipv4View view) => new()
    {
        TypeOfService = view.TypeOfService,
        Identification = view.Identification,
        IsReservedSet = view.IsReservedSet,
        DontFragment = view.DontFragment,
        MoreFragments = view.MoreFragments,
        FragmentOffset = view.FragmentOffset,
        TimeToLive = view.TimeToLive,
        Protocol = view.Protocol,
        Source = view.Source,
        Destination = view.Destination,
        Options = ValueList.Create(view.Options.Bytes),
    };

    /// <summary>Writes the header with its checksum. The payload goes right behind it.</summary>
    /// <param name="destination">Where to: <see cref="Length"/> bytes at least.</param>
    /// <param name="payloadLength">How long the payload is, in bytes: 65,535 at most with the header.</param>
    /// <returns>How many bytes were written: <see cref="Length"/>.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address is not an IPv4 address.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The payload is too long, or its length negative.</exception>
    public int Write(Span<byte> destination, int payloadLength)
    {
        WireRoom.Check(destination, Length);
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, MaxTotalLength - Length);
        var header = destination[..Length];
        AddressBytes.Write(Source, AddressFamily.InterNetwork, header[12..]);
        AddressBytes.Write(Destination, AddressFamily.InterNetwork, header[16..]);
        header[0] = (byte)((4 << 4) | (Length / WordLength));
        header[1] = TypeOfService;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(Length + payloadLength));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], Identification);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], FlagsAndOffset());
        (header[8], header[9]) = (TimeToLive, Protocol);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], 0);
        Options.Span.CopyTo(header[Ipv4View.MinHeaderLength..]);
        header[(Ipv4View.MinHeaderLength + Options.Count)..].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Of(header));
        return Length;
    }

    private ushort FlagsAndOffset() => (ushort)((FragmentOffset / IpFragmentPlace.Unit)
        | (IsReservedSet ? Ipv4View.ReservedBit : 0)
        | (DontFragment ? Ipv4View.DontFragmentBit : 0)
        | (MoreFragments ? Ipv4View.MoreFragmentsBit : 0));
}
