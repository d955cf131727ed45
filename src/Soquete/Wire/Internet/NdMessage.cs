using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>A neighbour discovery message: what it means, and how it is written (RFC 4861 section 4).</summary>
/// <remarks>
/// Such messages are sent with a hop limit of 255, and ignored with any other: so nobody beyond the link can send one
/// (RFC 4861 section 3.1).
/// </remarks>
public abstract record NdMessage
{
    /// <summary>The hop limit that they are sent with, and must arrive with.</summary>
    public const byte HopLimit = 255;

    private protected NdMessage()
    {
    }

    /// <summary>Which message it is (<see cref="Icmpv6Type"/>).</summary>
    public abstract byte Type { get; }

    /// <summary>The options, in their order.</summary>
    public ValueList<NdOption> Options { get; init; }

    /// <summary>How many bytes the message takes, with its ICMPv6 header.</summary>
    public int Length
    {
        get
        {
            var length = FixedLength;
            foreach (var option in Options)
            {
                length += option.Length;
            }

            return length;
        }
    }

    /// <summary>How many bytes stand before the options.</summary>
    private protected abstract int FixedLength { get; }

    /// <summary>What a message means. Never throws.</summary>
    /// <remarks>
    /// Options behind one whose length is wrong are left out: the receiver asks <see cref="NdOptions.IsWellFormed"/>.
    /// </remarks>
    /// <param name="view">The message.</param>
    public static NdMessage Read(in NdView view)
    {
        NdMessage message = view.Type switch
        {
            Icmpv6Type.RouterSolicitation => new NdRouterSolicitation(),
            Icmpv6Type.RouterAdvertisement => NdRouterAdvertisement.Of(view),
            Icmpv6Type.NeighbourSolicitation =>
                new NdNeighbourSolicitation { Target = new IPAddress(view.TargetBytes) },
            Icmpv6Type.NeighbourAdvertisement => NdNeighbourAdvertisement.Of(view),
            _ => new NdRedirect
            {
                Target = new IPAddress(view.TargetBytes),
                Destination = new IPAddress(view.DestinationBytes),
            },
        };
        return message with { Options = ReadOptions(view.Options) };
    }

    /// <summary>The message as one of ICMPv6.</summary>
    /// <exception cref="ArgumentException">An address is no IPv6 address.</exception>
    /// <exception cref="InvalidOperationException">An option holds more than its length can say.</exception>
    public Icmpv6Message ToMessage()
    {
        var bytes = new byte[Length];
        Write(bytes);
        return new Icmpv6Message { Type = Type, Body = bytes.AsSpan(Icmpv6View.LeastLength).ToArray() };
    }

    /// <summary>
    /// Writes the message without its checksum: the kernel computes it on a raw ICMPv6 socket (RFC 3542 section 3.1).
    /// </summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address is no IPv6 address.</exception>
    /// <exception cref="InvalidOperationException">An option holds more than its length can say.</exception>
    public int Write(Span<byte> destination)
    {
        WireRoom.Check(destination, Length);
        var at = FixedLength;
        destination[..at].Clear();
        destination[0] = Type;
        WriteFixed(destination[..at]);
        foreach (var option in Options)
        {
            at += option.Write(destination[at..]);
        }

        return at;
    }

    /// <summary>Writes the message with its checksum, for a packet whose IPv6 header is written too.</summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <param name="from">The source address in the IPv6 header.</param>
    /// <param name="to">The destination.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address is no IPv6 address.</exception>
    /// <exception cref="InvalidOperationException">An option holds more than its length can say.</exception>
    public int Write(Span<byte> destination, IPAddress from, IPAddress to) => ToMessage().Write(destination, from, to);

    private protected abstract void WriteFixed(Span<byte> bytes);

    private static ValueList<NdOption> ReadOptions(NdOptions options)
    {
        var read = new List<NdOption>();
        foreach (var option in options)
        {
            read.Add(NdOption.Read(option));
        }

        return read.ToArray();
    }
}
