using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>A prefix that is on the link, or to make addresses from (RFC 4861 section 4.6.2).</summary>
public sealed record NdPrefixInformation : NdOption
{
    /// <summary>All seconds: a lifetime that does not end.</summary>
    public const uint Infinite = uint.MaxValue;

    /// <inheritdoc/>
    public override byte Type => NdOptionType.PrefixInformation;

    /// <summary>The prefix; bits behind <see cref="PrefixLength"/> are ignored by who receives it.</summary>
    public required IPAddress Prefix { get; init; }

    /// <summary>How many bits of it count, 0 to 128; 64 unless set.</summary>
    public byte PrefixLength { get; init; } = 64;

    /// <summary>Whether addresses with the prefix are on the link (the L flag).</summary>
    public bool IsOnLink { get; init; }

    /// <summary>Whether hosts make addresses from the prefix (the A flag; RFC 4862).</summary>
    public bool IsAutonomous { get; init; }

    /// <summary>Whether the prefix holds the router's whole address (the R flag; RFC 6275 section 7.2).</summary>
    public bool IsRouterAddress { get; init; }

    /// <summary>For how many seconds the prefix is on the link, or <see cref="Infinite"/>.</summary>
    public uint ValidLifetime { get; init; }

    /// <summary>For how many seconds addresses made from it are preferred, or <see cref="Infinite"/>.</summary>
    public uint PreferredLifetime { get; init; }

    private protected override int DataLength => NdOptionView.PrefixInformationLength - NdOptionView.HeadLength;

    internal static NdPrefixInformation Of(in NdOptionView view) => new()
    {
        Prefix = new IPAddress(view.PrefixBytes),
        PrefixLength = view.PrefixLength,
        IsOnLink = view.IsOnLink,
        IsAutonomous = view.IsAutonomous,
        IsRouterAddress = view.IsRouterAddress,
        ValidLifetime = view.ValidLifetime,
        PreferredLifetime = view.PreferredLifetime,
    };

    private protected override void WriteData(Span<byte> data)
    {
        data[0] = PrefixLength;
        data[1] = (byte)((IsOnLink ? NdOptionView.OnLinkFlag : 0) | (IsAutonomous ? NdOptionView.AutonomousFlag : 0)
            | (IsRouterAddress ? NdOptionView.RouterAddressFlag : 0));
        BinaryPrimitives.WriteUInt32BigEndian(data[2..], ValidLifetime);
        BinaryPrimitives.WriteUInt32BigEndian(data[6..], PreferredLifetime);
        AddressBytes.Write(Prefix, AddressFamily.InterNetworkV6, data[14..]);
    }
}
