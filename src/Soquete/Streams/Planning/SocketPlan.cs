using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Streams.Planning;

/// <summary>
/// The calls that open one socket, as data: made from an address once, then carried out by the connector or the
/// listener, or printed by <c>explain</c>. So what is explained is what is done.
/// </summary>
internal sealed record SocketPlan(int Domain, int Protocol, IReadOnlyList<SocketSetting> Settings)
{
    /// <summary>The local name to bind; null to leave it to the kernel.</summary>
    public SocketName? Bind { get; init; }

    /// <summary>The remote name to connect to; null for a listener.</summary>
    public SocketName? Remote { get; init; }

    /// <summary>The queue of a listener; null for a connector.</summary>
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
        Failure.ThrowIf(NativeSocket.Open(Domain, SocketKind.Stream, Protocol, out var socket), "socket", address);
        foreach (var setting in Settings)
        {
            if (setting.Apply(socket) is var error && error != Errno.None)
            {
                socket.Dispose();
                var remedy = SettingRemedy(setting.Option, error);
                throw Failure.Of(error, $"setsockopt {setting.Option.NameText}", address, remedy);
            }
        }

        return socket;
    }

    private static string? SettingRemedy(SocketOption option, Errno error) => error switch
    {
        Errno.ENODEV when option == SocketOption.SoBindToDevice => "no interface has that name",
        Errno.EPERM when option == SocketOption.SoBindToDevice => "it needs CAP_NET_RAW",
        Errno.ENOENT when option == SocketOption.TcpCongestion =>
            "the kernel lacks that algorithm (net.ipv4.tcp_available_congestion_control)",
        Errno.EPERM when option == SocketOption.TcpCongestion =>
            "that algorithm needs CAP_NET_ADMIN (net.ipv4.tcp_allowed_congestion_control)",
        _ => null,
    };
}
