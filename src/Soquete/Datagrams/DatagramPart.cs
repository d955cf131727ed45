using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>One of the kernel's sockets behind a <see cref="DatagramSocket"/>.</summary>
internal sealed class DatagramPart : IDisposable
{
    private readonly IDisposable? _path;
    private bool _joinsReceived;
    private int _toldMtu;

    public DatagramPart(
        SafeSocketHandle socket, in SocketName local, SocketName? remote, IDisposable? path, Engine engine,
        Address address)
    {
        Socket = socket;
        Local = local;
        Remote = remote;
        _path = path;
        Watch = engine.Watch(socket);
        IsUnix = local.Domain == Domain.Unix;
        LacksSegmentation = address is not UdpAddress { Offload: not false };
        LeadsWithHeader = local.Domain == Domain.Inet
            && address is RawAddress { Header: not true, Unprivileged: not true };
        IsWildcard = remote is null && local.TryGetInternet(out var end)
            && (end.Address.Equals(IPAddress.Any) || end.Address.Equals(IPAddress.IPv6Any));
    }

    public SafeSocketHandle Socket { get; }

    public SocketWatch Watch { get; }

    public SocketName Local { get; }

    /// <summary>Whom it is connected to; null for a socket that is not.</summary>
    public SocketName? Remote { get; }

    public bool IsUnix { get; }

    /// <summary>
    /// Whether each packet that is received begins with its IPv4 header, which nobody asked for (raw(7)).
    /// </summary>
    public bool LeadsWithHeader { get; }

    /// <summary>Whether it is bound to every address, so that an answer has to say which one it comes from.</summary>
    public bool IsWildcard { get; }

    /// <summary>
    /// Whether the kernel is not asked to part what is sent: it is known that it cannot, or it is not to. In the unix
    /// domain it would take no notice, and send one long datagram.
    /// </summary>
    public bool LacksSegmentation { get; set; }

    /// <summary>
    /// The path's MTU that this machine told last when a datagram did not fit; whoever reads the queue of errors notes
    /// it for who sends.
    /// </summary>
    public int? ToldMtu
    {
        get => Volatile.Read(ref _toldMtu) is > 0 and var mtu ? mtu : null;
        set => Volatile.Write(ref _toldMtu, value ?? 0);
    }

    public bool JoinsReceived => _joinsReceived;

    /// <summary>UDP_GRO, from the first batch on: what reads datagrams one by one could not take them joined.</summary>
    public void JoinReceived()
    {
        if (!_joinsReceived && NativeSocket.SetOption(Socket, SocketOption.UdpGro, 1) == Errno.None)
        {
            _joinsReceived = true;
        }
    }

    /// <summary>Its descriptor's number, which stays its own until <see cref="Release"/>.</summary>
    public int Hold()
    {
        var isHeld = false;
        Socket.DangerousAddRef(ref isHeld);
        return (int)Socket.DangerousGetHandle();
    }

    public void Release() => Socket.DangerousRelease();

    /// <summary>The path goes first: who finds it gone is refused.</summary>
    public void Dispose()
    {
        _path?.Dispose();
        Watch.Dispose();
        NativeFile.Close(Socket);
    }
}
