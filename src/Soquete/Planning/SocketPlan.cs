using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>
/// The calls that open one socket, as data: made from an address once, then carried out by the connector or the
/// listener, or printed by <c>explain</c>. So what is explained is what is done.
/// </summary>
internal sealed record SocketPlan(
    int Domain, int Kind, int Protocol, IReadOnlyList<SocketSetting> Settings)
{
    /// <summary>The local name to bind; null to leave it to the kernel.</summary>
    public SocketName? Bind { get; init; }

    /// <summary>The remote name to connect to; null for a listener.</summary>
    public SocketName? Remote { get; init; }

    /// <summary>What is set once the socket is bound: the groups that it joins.</summary>
    public IReadOnlyList<SocketSetting> AfterBind { get; init; } = [];

    /// <summary>What is set once the socket is connected.</summary>
    public IReadOnlyList<SocketSetting> AfterConnect { get; init; } = [];

    /// <summary>The queue of a listener; null for a connector, and for datagrams.</summary>
    public int? Backlog { get; init; }

    /// <summary>
    /// The mode of a listening path, set on the descriptor so that bind(2) makes it so; null without one.
    /// </summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>Opens the socket and applies the settings.</summary>
    /// <param name="address">What an exception names.</param>
    /// <exception cref="SoqueteException">A call failed; nothing is left open.</exception>
    public SafeSocketHandle Open(string address)
    {
        var error = NativeSocket.Open(Domain, Kind, Protocol, out var socket);
        if (error is Errno.EPERM or Errno.EACCES && Authority(address, error) is { } lacking)
        {
            throw lacking;
        }

        Failure.ThrowIf(error, "socket", address, OpenRemedy(error));
        try
        {
            Apply(Settings, socket, address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>bind(2), and the settings that come after it.</summary>
    /// <exception cref="SoqueteException">A setting failed.</exception>
    /// <returns>What bind(2) gave.</returns>
    public Errno BindName(SafeSocketHandle socket, string address)
    {
        var error = NativeSocket.Bind(socket, Bind!.Value);
        if (error == Errno.None)
        {
            Apply(AfterBind, socket, address);
        }

        return error;
    }

    /// <summary>The settings that come after connect(2).</summary>
    /// <exception cref="SoqueteException">A setting failed.</exception>
    public void SettleConnected(SafeSocketHandle socket, string address) => Apply(AfterConnect, socket, address);

    /// <summary>What sockets below the transport protocols need; null for others.</summary>
    private SocketAuthorityException? Authority(string address, Errno error) => (Kind, Protocol) switch
    {
        _ when Domain == Interop.Domain.Packet => new SocketAuthorityException(address, ErrnoText.Name(error)),
        (SocketKind.Raw, _) => new SocketAuthorityException(address, ErrnoText.Name(error)),
        // Unprivileged ICMP is a group's to have, not a capability's (icmp(7)).
        (SocketKind.Datagram, Interop.Protocol.Icmp or Interop.Protocol.Icmpv6) => new SocketAuthorityException(
            address, "this system lets this process's group send no echo requests", ErrnoText.Name(error),
            "net.ipv4.ping_group_range says which groups may; without 'unprivileged', CAP_NET_RAW does"),
        _ => null,
    };

    private string? OpenRemedy(Errno error) => (error, Kind, Protocol) switch
    {
        (Errno.EPROTONOSUPPORT, SocketKind.Raw, Interop.Protocol.Default) =>
            "the kernel gives nobody protocol 0: raw:255 with 'header' sends it, and packet:INTERFACE receives it",
        (Errno.EAFNOSUPPORT, _, _) when Domain == Interop.Domain.Vsock => "this kernel has no vsock: modprobe vsock",
        (Errno.EPERM or Errno.EACCES, _, _) when Domain == Interop.Domain.Vsock =>
            "a filter of this process (seccomp) or a security module forbids vsock",
        _ => null,
    };

    private static void Apply(IReadOnlyList<SocketSetting> settings, SafeSocketHandle socket, string address)
    {
        foreach (var setting in settings)
        {
            var error = setting.Apply(socket);
            if (error != Errno.None && !IsMissedGladly(setting.Option, error))
            {
                var remedy = SettingRemedy(setting.Option, error);
                throw Failure.Of(error, $"setsockopt {setting.Option.NameText}", address, remedy);
            }
        }
    }

    /// <summary>What a kernel before 4.20 lacks and datagrams go without: a filter of others' IPv6 groups.</summary>
    private static bool IsMissedGladly(SocketOption option, Errno error) =>
        error == Errno.ENOPROTOOPT && option == SocketOption.Ipv6MulticastAll;

    private static string? SettingRemedy(SocketOption option, Errno error) => error switch
    {
        Errno.ENODEV when option == SocketOption.SoBindToDevice => "no interface has that name",
        Errno.EPERM when option == SocketOption.SoBindToDevice => "it needs CAP_NET_RAW",
        Errno.ENOENT when option == SocketOption.TcpCongestion =>
            "the kernel lacks that algorithm (net.ipv4.tcp_available_congestion_control)",
        Errno.EPERM when option == SocketOption.TcpCongestion =>
            "that algorithm needs CAP_NET_ADMIN (net.ipv4.tcp_allowed_congestion_control)",
        Errno.ENODEV when IsJoin(option) => "no interface leads to that group: multicast-interface=NAME names one",
        Errno.EADDRNOTAVAIL when IsJoin(option) => "no interface leads to that group, or the source is no address",
        Errno.ENOBUFS when IsJoin(option) => "this socket joins no more groups (net.ipv4.igmp_max_memberships)",
        Errno.ENOMEM when option == PacketOption.ReceiveRing =>
            "the kernel has no memory for such a ring: fewer blocks or shorter ones need less",
        _ => null,
    };

    private static bool IsJoin(SocketOption option) => option == SocketOption.IpJoinGroup
        || option == SocketOption.IpJoinSource || option == SocketOption.Ipv6JoinGroup
        || option == SocketOption.Ipv6JoinSource;
}
