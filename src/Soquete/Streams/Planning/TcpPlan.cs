using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Streams.Planning;

/// <summary>What a TCP address becomes.</summary>
internal static class TcpPlan
{
    public static SocketPlan ToConnect(TcpAddress address, IPEndPoint remote)
    {
        var settings = Shared(address, remote.AddressFamily);
        return Of(remote, settings) with
        {
            Bind = LocalName(address.Bind, remote.AddressFamily),
            Remote = SocketName.FromInternet(remote),
        };
    }

    /// <summary>What accepted connections need is set on the listener, from which they inherit it (tcp(7)).</summary>
    public static SocketPlan ToListen(TcpAddress address, IPEndPoint local)
    {
        var settings = Shared(address, local.AddressFamily);
        Add(settings, SocketOption.SoReuseAddr, address.ReuseAddress ?? true);
        Add(settings, SocketOption.SoReusePort, address.ReusePort);
        if (local.AddressFamily == AddressFamily.InterNetworkV6)
        {
            Add(settings, SocketOption.Ipv6V6Only, address.IPv6Only ?? !TakesBothVersions(address, local));
        }

        return Of(local, settings) with
        {
            Bind = SocketName.FromInternet(local),
            Backlog = address.Backlog ?? StreamSocketAddress.DefaultBacklog,
        };
    }

    /// <summary>
    /// One IPv6 socket serves both versions where every address is meant; else each address has a socket of its own.
    /// </summary>
    public static bool TakesBothVersions(TcpAddress address, IPEndPoint local) =>
        address.Family == InternetFamily.Any && address.IPv6Only != true && local.Address.Equals(IPAddress.IPv6Any);

    private static SocketPlan Of(IPEndPoint end, List<SocketSetting> settings) =>
        new(end.AddressFamily == AddressFamily.InterNetwork ? Domain.Inet : Domain.Inet6, Protocol.Tcp, settings);

    private static List<SocketSetting> Shared(TcpAddress address, AddressFamily family)
    {
        var settings = new List<SocketSetting>();
        Add(settings, SocketOption.SoBindToDevice, address.Interface);
        AddBuffers(settings, address);
        Add(settings, SocketOption.TcpNoDelay, address.NoDelay ?? true);
        AddKeepAlive(settings, address);
        Add(settings, SocketOption.TcpUserTimeout, (int?)address.UserTimeout?.TotalMilliseconds);
        Add(settings, SocketOption.TcpCongestion, address.Congestion);
        AddDscp(settings, address.Dscp, family);
        return settings;
    }

    internal static void AddBuffers(List<SocketSetting> settings, StreamSocketAddress address)
    {
        Add(settings, SocketOption.SoSndBuf, address.SendBuffer);
        Add(settings, SocketOption.SoRcvBuf, address.ReceiveBuffer);
    }

    private static void AddKeepAlive(List<SocketSetting> settings, TcpAddress address)
    {
        var hasNumbers = (address.KeepAliveIdle ?? address.KeepAliveInterval) is not null
            || address.KeepAliveCount is not null;
        Add(settings, SocketOption.SoKeepAlive, address.KeepAlive ?? (hasNumbers ? true : null));
        Add(settings, SocketOption.TcpKeepIdle, (int?)address.KeepAliveIdle?.TotalSeconds);
        Add(settings, SocketOption.TcpKeepIntvl, (int?)address.KeepAliveInterval?.TotalSeconds);
        Add(settings, SocketOption.TcpKeepCnt, address.KeepAliveCount);
    }

    /// <summary>
    /// The codepoint is the upper six bits of the octet (RFC 2474 §3). An IPv6 socket may carry IPv4, so it gets both.
    /// </summary>
    private static void AddDscp(List<SocketSetting> settings, int? dscp, AddressFamily family)
    {
        Add(settings, SocketOption.IpTos, dscp << 2);
        if (family == AddressFamily.InterNetworkV6)
        {
            Add(settings, SocketOption.Ipv6TClass, dscp << 2);
        }
    }

    private static SocketName? LocalName(SourceEnd? source, AddressFamily family)
    {
        var any = family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        return source is null ? null : SocketName.FromInternet(new IPEndPoint(source.Address ?? any, source.Port));
    }

    private static void Add(List<SocketSetting> settings, SocketOption option, bool? on) =>
        Add(settings, option, on is { } set ? (set ? 1 : 0) : null);

    private static void Add(List<SocketSetting> settings, SocketOption option, int? value)
    {
        if (value is { } number)
        {
            settings.Add(new SocketSetting(option, number));
        }
    }

    private static void Add(List<SocketSetting> settings, SocketOption option, string? text)
    {
        if (text is not null)
        {
            settings.Add(new SocketSetting(option, 0, text));
        }
    }
}
