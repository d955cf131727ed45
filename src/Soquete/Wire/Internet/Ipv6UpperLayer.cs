namespace Soquete.Wire.Internet;

/// <summary>What an IPv6 packet carries behind its extension headers (RFC 8200 section 4).</summary>
public readonly ref struct Ipv6UpperLayer
{
    /// <summary>
    /// What is carried (<see cref="IpProtocol"/>); the extension header that could not be read, where not
    /// <see cref="IsFound"/>.
    /// </summary>
    public byte Protocol { get; private init; }

    /// <summary>
    /// Whether the chain of extension headers was gone through to its end. It was not where one is cut, or there are
    /// too many (<see cref="Ipv6Extensions.MaxCount"/>).
    /// </summary>
    public bool IsFound { get; private init; }

    /// <summary>What is there of it; part of it where <see cref="IsFragment"/>.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>How many bytes of extension headers stand before it.</summary>
    public int ExtensionsLength { get; private init; }

    /// <summary>Whether there is a fragment header before it, of one of several fragments.</summary>
    public bool IsFragment => FragmentOffset != 0 || MoreFragments;

    /// <summary>Where the payload belongs in the whole packet's, in bytes.</summary>
    public int FragmentOffset { get; private init; }

    /// <summary>Whether fragments follow.</summary>
    public bool MoreFragments { get; private init; }

    /// <summary>What the fragments of one packet have in common; 0 where there is no fragment header.</summary>
    public uint Identification { get; private init; }

    /// <summary>Whether <see cref="Payload"/> begins with the header of <see cref="Protocol"/>.</summary>
    public bool HasHeader => IsFound && FragmentOffset == 0;

    internal static Ipv6UpperLayer Find(byte nextHeader, ReadOnlySpan<byte> payload)
    {
        var extensions = new Ipv6Extensions(nextHeader, payload).GetEnumerator();
        var (offset, more, identification) = (0, false, 0U);
        while (extensions.MoveNext())
        {
            if (extensions.Current.TryGetFragment(out var fragment))
            {
                (offset, more) = (fragment.FragmentOffset, fragment.MoreFragments);
                identification = fragment.Identification;
            }
        }

        return new Ipv6UpperLayer
        {
            Protocol = extensions.NextHeader,
            IsFound = extensions.IsComplete,
            Payload = extensions.Rest,
            ExtensionsLength = payload.Length - extensions.Rest.Length,
            FragmentOffset = offset,
            MoreFragments = more,
            Identification = identification,
        };
    }
}
