using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Streams.Planning;

/// <summary>What a unix address becomes.</summary>
internal static class UnixPlan
{
    public static SocketPlan ToConnect(UnixAddress address) => Of(address) with { Remote = NameOf(address) };

    public static SocketPlan ToListen(UnixAddress address) => Of(address) with
    {
        Bind = NameOf(address),
        Backlog = address.Backlog ?? StreamSocketAddress.DefaultBacklog,
        Mode = address.IsAbstract ? null : address.Mode ?? UnixAddress.DefaultMode,
    };

    public static SocketName NameOf(UnixAddress address) =>
        address.IsAbstract ? SocketName.FromAbstract(address.Name[1..]) : SocketName.FromPath(address.Name);

    private static SocketPlan Of(UnixAddress address)
    {
        var settings = new List<SocketSetting>();
        TcpPlan.AddBuffers(settings, address);
        return new SocketPlan(Domain.Unix, Protocol.Default, settings);
    }
}
