using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>What a vsock address becomes.</summary>
internal static class VsockPlan
{
    /// <summary>VSOCK_DEFAULT_BUFFER_MAX_SIZE (net/vmw_vsock/af_vsock.c), in bytes: what is larger is cut.</summary>
    private const int DefaultBufferMaximum = 256 * 1024;

    /// <summary>The kernel gives up this much later than the address's limit, which is then what is told.</summary>
    private static readonly TimeSpan KernelGrace = TimeSpan.FromSeconds(1);

    /// <summary>The kernel gives up after two seconds, unless it is told otherwise.</summary>
    public static SocketPlan ToConnect(VsockAddress address)
    {
        var settings = Settings(address);
        if (address.ConnectTimeout is { } limit)
        {
            settings.Add(SocketSetting.Of(SocketOption.VsockConnectTimeout, new TimeOption(limit + KernelGrace)));
        }

        return Of(settings) with { Remote = NameOf(address) };
    }

    /// <summary>Accepted connections have the buffers of their listener.</summary>
    public static SocketPlan ToListen(VsockAddress address) => Of(Settings(address)) with
    {
        Bind = NameOf(address),
        Backlog = address.Backlog ?? SocketEndAddress.DefaultBacklog,
    };

    public static SocketName NameOf(VsockAddress address) => SocketName.FromVsock(address.Cid, address.Port);

    private static SocketPlan Of(SettingList settings) =>
        new(Domain.Vsock, SocketKind.Stream, Protocol.Default, settings);

    private static SettingList Settings(VsockAddress address)
    {
        var settings = new SettingList();
        if (address.ReceiveBuffer is not { } size)
        {
            return settings;
        }

        var bytes = new LongOption((ulong)size);
        if (size > DefaultBufferMaximum)
        {
            settings.Add(SocketSetting.Of(SocketOption.VsockBufferMaxSize, bytes));
        }

        settings.Add(SocketSetting.Of(SocketOption.VsockBufferSize, bytes));
        return settings;
    }
}
