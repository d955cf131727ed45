using System.Net.NetworkInformation;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>What an address of frames becomes.</summary>
internal static class PacketPlan
{
    /// <summary>The number of any interface.</summary>
    public const int AnyIndex = 0;

    /// <summary>
    /// The socket receives nothing before it is bound: it is opened with protocol 0. So whatever a filter or a ring is
    /// to have is not there too late.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="interfaceIndex">The number of its interface.</param>
    /// <param name="isCooked">Whether the header of the link is left out.</param>
    /// <param name="ring">The ring that frames are to come in; null for none.</param>
    public static SocketPlan ToOpen(
        PacketAddress address, int interfaceIndex, bool isCooked, PacketRingRequest? ring = null) => new(
        Domain.Packet, isCooked ? SocketKind.Datagram : SocketKind.Raw, Protocol.Default, Settings(address, ring))
    {
        Bind = SocketName.FromLink(address.Protocol ?? EtherTypeText.All, interfaceIndex),
        AfterBind = [.. Memberships(address, interfaceIndex)],
    };

    /// <summary>
    /// A socket for what a relay takes from a link: before each frame the kernel tells what was left to the hardware to
    /// do (PACKET_VNET_HDR). What this machine sends is passed over, unless that is switched off: a bridge is not to
    /// hear itself.
    /// </summary>
    public static SocketPlan ToRelay(PacketAddress address, int interfaceIndex)
    {
        var plan = ToOpen(address with { IgnoreOutgoing = address.IgnoreOutgoing ?? true }, interfaceIndex, false);
        return plan with { Settings = [.. plan.Settings, new SocketSetting(PacketOption.VirtualNetworkHeader, 1)] };
    }

    /// <summary>A socket for what a relay puts on a link, which receives nothing: it is bound to no protocol.</summary>
    public static SocketPlan ToSend(PacketAddress address, int interfaceIndex)
    {
        var settings = new SettingList();
        InternetPlan.AddBuffers(settings, address);
        return new SocketPlan(Domain.Packet, SocketKind.Raw, Protocol.Default, settings)
        {
            Bind = SocketName.FromLink(0, interfaceIndex),
        };
    }

    /// <summary>The number of the interface that an address names.</summary>
    /// <exception cref="SoqueteException">There is none of that name.</exception>
    public static int IndexOf(PacketAddress address)
    {
        if (address.IsAny)
        {
            return AnyIndex;
        }

        return Interfaces.TryFindIndex(address.Interface, out var index) ? (int)index : throw Unknown(address);
    }

    /// <summary>PACKET_FANOUT takes the group in the lower half and the mode in the upper (packet(7)).</summary>
    private static IEnumerable<SocketSetting> Memberships(PacketAddress address, int interfaceIndex)
    {
        if (address.Promiscuous == true)
        {
            yield return SocketSetting.Of(PacketOption.AddMembership, new PacketMembership(interfaceIndex));
        }

        if (address.Fanout is { } group)
        {
            var mode = (int)(address.FanoutMode ?? FanoutMode.Hash);
            yield return new SocketSetting(PacketOption.Fanout, group | (mode << 16));
        }
    }

    private static SettingList Settings(PacketAddress address, PacketRingRequest? ring)
    {
        var settings = new SettingList();
        InternetPlan.AddBuffers(settings, address);
        settings.Add(PacketOption.IgnoreOutgoing, address.IgnoreOutgoing);
        if (ring is null)
        {
            settings.Add(SocketOption.SoTimestampNs, 1);
            settings.Add(PacketOption.AuxiliaryData, 1);
        }
        else
        {
            settings.Add(PacketOption.Version, PacketRingRequest.Version);
            settings.Add(PacketOption.Reserve, PacketRingRequest.ReservedBytes);
            settings.Add(SocketSetting.Of(PacketOption.ReceiveRing, ring));
        }

        return settings;
    }

    private static SoqueteException Unknown(PacketAddress address)
    {
        var names = NetworkInterface.GetAllNetworkInterfaces().Select(link => link.Name).ToArray();
        var remedy = NearestName.Of(address.Interface, names) is { } nearest
            ? $"did you mean {nearest}?"
            : $"there are {string.Join(", ", names.Order(StringComparer.Ordinal))} and any";
        return new SoqueteException(
            FailureKind.NameNotFound, address.ToString(), $"no interface has the name '{address.Interface}'",
            remedy: remedy);
    }
}
