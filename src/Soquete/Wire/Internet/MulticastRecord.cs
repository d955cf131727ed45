using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>
/// A record of a membership report: which sources of a group are listened to (RFC 3376 section 4.2.4, RFC 3810 section
/// 5.2.4).
/// </summary>
public sealed record MulticastRecord
{
    /// <summary>What it says of the group and the sources.</summary>
    public required MulticastRecordType Type { get; init; }

    /// <summary>The group's address: of IPv4 in IGMP, of IPv6 in MLD.</summary>
    public required IPAddress Group { get; init; }

    /// <summary>The sources, of the group's family; at most 65,535.</summary>
    public ValueList<IPAddress> Sources { get; init; }

    /// <summary>What neither protocol defines: a multiple of four bytes, at most 1,020. Empty unless set.</summary>
    public ValueList<byte> AuxiliaryData { get; init; }

    internal static MulticastRecord Read(in MulticastRecordView view) => new()
    {
        Type = view.Type,
        Group = view.Group,
        Sources = MulticastSources.Read(view.SourceBytes, view.GroupBytes.Length),
        AuxiliaryData = view.AuxiliaryData.ToArray(),
    };

    internal int LengthOf(int addressLength) =>
        MulticastRecordView.HeadLength + ((1 + Sources.Count) * addressLength) + AuxiliaryData.Count;

    internal int Write(Span<byte> destination, AddressFamily family)
    {
        var words = AuxiliaryData.Count / MulticastRecordView.AuxiliaryUnit;
        if (words > byte.MaxValue || AuxiliaryData.Count % MulticastRecordView.AuxiliaryUnit != 0)
        {
            throw new InvalidOperationException("Auxiliary data is a multiple of four bytes, at most 1,020.");
        }

        (destination[0], destination[1]) = ((byte)Type, (byte)words);
        MulticastSources.WriteCount(destination[2..], Sources.Count);
        var addressLength = MulticastSources.AddressLength(family);
        AddressBytes.Write(Group, family, destination[MulticastRecordView.HeadLength..]);
        var at = MulticastRecordView.HeadLength + addressLength;
        at += MulticastSources.Write(Sources, destination[at..], family);
        AuxiliaryData.Span.CopyTo(destination[at..]);
        return at + AuxiliaryData.Count;
    }
}
