using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>What an address of the unix domain becomes, whatever the type of its socket.</summary>
internal static class UnixPlan
{
    /// <summary>A datagram socket that is bound can be answered; the family alone asks the kernel for a name.</summary>
    public static SocketPlan ToConnect(UnixSocketAddress address) => Of(address) with
    {
        Bind = address is not UnixDatagramAddress { Unbound: not true } datagram ? null
            : datagram.Bind is { } own ? NameOf(own)
            : SocketName.UnnamedUnix,
        Mode = address is UnixDatagramAddress { Bind: [not '@', ..] } ? UnixSocketAddress.DefaultMode : null,
        Remote = NameOf(address),
        // Only now: connect(2) would give a socket that asks for credentials a name of the kernel's choice (unix(7)).
        AfterConnect = address is UnixSequencedPacketAddress ? [AskWhoSends] : [],
    };

    public static SocketPlan ToListen(UnixSocketAddress address) => ListenerOf(address) with
    {
        Bind = NameOf(address),
        Backlog = address is UnixDatagramAddress ? null : address.Backlog ?? SocketEndAddress.DefaultBacklog,
        Mode = address.IsAbstract ? null : address.Mode ?? UnixSocketAddress.DefaultMode,
    };

    /// <summary>
    /// A packet then has control data, were it empty, and the end of a connection has none; else nothing tells them
    /// apart.
    /// </summary>
    private static SocketSetting AskWhoSends => new(SocketOption.SoPassCred, 1);

    public static SocketName NameOf(UnixSocketAddress address) => NameOf(address.Name);

    /// <summary>Since Linux 6.16 accepted sockets ask for credentials where their listener does.</summary>
    private static SocketPlan ListenerOf(UnixSocketAddress address)
    {
        var plan = Of(address);
        return address is UnixSequencedPacketAddress
            ? plan with { Settings = [.. plan.Settings, AskWhoSends] }
            : plan;
    }

    private static SocketName NameOf(string name) =>
        name[0] == '@' ? SocketName.FromAbstract(name[1..]) : SocketName.FromPath(name);

    private static SocketPlan Of(UnixSocketAddress address)
    {
        var settings = new SettingList();
        InternetPlan.AddBuffers(settings, address);
        if (address is UnixDatagramAddress datagram)
        {
            var isFiltered = address.AllowUid.Count + address.AllowGid.Count > 0;
            settings.Add(SocketOption.SoPassCred, datagram.Credentials ?? (isFiltered ? true : null));
        }

        var kind = address switch
        {
            UnixDatagramAddress => SocketKind.Datagram,
            UnixSequencedPacketAddress => SocketKind.SeqPacket,
            _ => SocketKind.Stream,
        };
        return new SocketPlan(Domain.Unix, kind, Protocol.Default, settings);
    }
}
