using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>What a TCP address becomes.</summary>
internal static class TcpPlan
{
    public static SocketPlan ToConnect(TcpAddress address, IPEndPoint remote) =>
        Of(remote, Settings(address, remote.AddressFamily)) with
        {
            Bind = InternetPlan.LocalName(address.Bind, remote.AddressFamily),
            Remote = SocketName.FromInternet(remote),
        };

    /// <summary>What accepted connections need is set on the listener, from which they inherit it (tcp(7)).</summary>
    public static SocketPlan ToListen(TcpAddress address, IPEndPoint local)
    {
        var settings = Settings(address, local.AddressFamily);
        InternetPlan.AddSharing(settings, address, local, reuses: true);
        return Of(local, settings) with
        {
            Bind = SocketName.FromInternet(local),
            Backlog = address.Backlog ?? SocketEndAddress.DefaultBacklog,
        };
    }

    private static SocketPlan Of(IPEndPoint end, SettingList settings) =>
        new(InternetPlan.DomainOf(end), SocketKind.Stream, Protocol.Tcp, settings);

    private static SettingList Settings(TcpAddress address, AddressFamily family)
    {
        var settings = InternetPlan.Shared(address, family);
        settings.Add(SocketOption.TcpNoDelay, address.NoDelay ?? true);
        AddKeepAlive(settings, address);
        settings.Add(SocketOption.TcpUserTimeout, (int?)address.UserTimeout?.TotalMilliseconds);
        settings.Add(SocketOption.TcpCongestion, address.Congestion);
        return settings;
    }

    private static void AddKeepAlive(SettingList settings, TcpAddress address)
    {
        var hasNumbers = (address.KeepAliveIdle ?? address.KeepAliveInterval) is not null
            || address.KeepAliveCount is not null;
        settings.Add(SocketOption.SoKeepAlive, address.KeepAlive ?? (hasNumbers ? true : null));
        settings.Add(SocketOption.TcpKeepIdle, (int?)address.KeepAliveIdle?.TotalSeconds);
        settings.Add(SocketOption.TcpKeepIntvl, (int?)address.KeepAliveInterval?.TotalSeconds);
        settings.Add(SocketOption.TcpKeepCnt, address.KeepAliveCount);
    }
}
