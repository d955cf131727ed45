using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Interop;
using Soquete.Planning;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>
/// A socket for echo requests: one without authority (icmp(7)) or a raw one. It is not connected, since an answer may
/// come from another address than the one that was asked: a group's members, a router's nearer side.
/// </summary>
internal sealed class EchoSocket : IDisposable
{
    /// <summary>An answer may be longer than the request: somebody else's, or a corrupted one.</summary>
    private const int RoomAround = 128;

    private const int LeastRoom = 2048;

    private readonly SocketName _remote;
    private readonly byte[] _buffer;

    private EchoSocket(SafeSocketHandle socket, in SocketName remote, bool isUnprivileged, int identifier, int size)
    {
        Handle = socket;
        _remote = remote;
        IsUnprivileged = isUnprivileged;
        Identifier = identifier;
        IsInet6 = remote.Domain == Domain.Inet6;
        _buffer = new byte[Math.Max(LeastRoom, size + RoomAround)];
    }

    public SafeSocketHandle Handle { get; }

    public bool IsUnprivileged { get; }

    public bool IsInet6 { get; }

    /// <summary>Which requests are this socket's; without authority it is the kernel's choice.</summary>
    public int Identifier { get; }

    /// <exception cref="SocketAuthorityException">Neither kind is to be had.</exception>
    /// <exception cref="SoqueteException">A call failed.</exception>
    public static EchoSocket Open(IPAddress remote, PingOptions options)
    {
        if (options.Unprivileged == false)
        {
            return Open(remote, options, isUnprivileged: false);
        }

        try
        {
            return Open(remote, options, isUnprivileged: true);
        }
        catch (SoqueteException failure) when (options.Unprivileged is null && failure.Call == "socket"
            && failure.ErrorName is "EACCES" or "EPERM" or "EPROTONOSUPPORT")
        {
            return Open(remote, options, isUnprivileged: false);
        }
    }

    public Errno Send(ReadOnlySpan<byte> message) => NativeMessages.Send(Handle, message, _remote, [], out _);

    /// <summary>Takes one message that is there, without waiting.</summary>
    /// <param name="answer">The message; its bytes are this socket's until the next call.</param>
    /// <returns>What the call gave: EAGAIN where there is none.</returns>
    public Errno TryReceive(out EchoAnswer answer)
    {
        answer = default;
        Span<byte> name = stackalloc byte[SocketNameBytes.Size];
        Span<byte> control = stackalloc byte[DatagramFacts.InternetRoom];
        var error = NativeMessages.Receive(Handle, _buffer, name, control, MessageFlags.None, out var receipt);
        if (error == Errno.None)
        {
            var message = _buffer.AsSpan(0, Math.Min(receipt.Length, _buffer.Length));
            answer = new EchoAnswer(
                IsUnprivileged || IsInet6 ? message : Ipv4View.TryRead(message, out var packet) ? packet.Payload : [],
                receipt.Length > _buffer.Length, SocketName.FromBytes(name[..receipt.NameLength]),
                DatagramFacts.Read(control[..receipt.ControlLength]));
        }

        return error;
    }

    /// <summary>Takes one report of the queue of errors (IP_RECVERR, ip(7)).</summary>
    public bool TryTakeError(out EchoTrouble trouble)
    {
        trouble = default;
        Span<byte> name = stackalloc byte[SocketNameBytes.Size];
        Span<byte> control = stackalloc byte[512];
        return NativeMessages.Receive(Handle, _buffer, name, control, MessageFlags.ErrorQueue, out var receipt)
            == Errno.None
            && EchoTrouble.TryRead(
                control[..receipt.ControlLength], _buffer.AsSpan(0, Math.Min(receipt.Length, _buffer.Length)),
                out trouble);
    }

    public void Dispose() => NativeFile.Close(Handle);

    /// <summary>A raw socket receives from its opening on: what came before its filter was others'.</summary>
    private void Drain()
    {
        while (TryReceive(out _) == Errno.None)
        {
        }
    }

    private static EchoSocket Open(IPAddress remote, PingOptions options, bool isUnprivileged)
    {
        var address = AddressOf(remote, options, isUnprivileged);
        var plan = InternetPlan.ToConnect(address, new IPEndPoint(remote, 0));
        var name = remote.ToString();
        var socket = plan.Open(name);
        try
        {
            var isInet6 = remote.AddressFamily == AddressFamily.InterNetworkV6;
            Aim(socket, remote, options, name);
            // Binding has the kernel choose the identifier; any address will do where none was asked for.
            var bound = plan.Bind
                ?? SocketName.FromInternet(new IPEndPoint(isInet6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
            Failure.ThrowIf(NativeSocket.Bind(socket, bound), "bind", name);
            var identifier = isUnprivileged ? ChosenIdentifier(socket, name) : Random.Shared.Next(1, ushort.MaxValue);
            if (!isUnprivileged)
            {
                Filter(socket, remote.AddressFamily, (ushort)identifier, name);
            }

            var opened = new EchoSocket(socket, plan.Remote!.Value, isUnprivileged, identifier, options.Size);
            opened.Drain();
            return opened;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static RawAddress AddressOf(IPAddress remote, PingOptions options, bool isUnprivileged) => new(
        remote.AddressFamily == AddressFamily.InterNetworkV6 ? Protocol.Icmpv6 : Protocol.Icmp,
        Host.FromAddress(remote))
    {
        Unprivileged = isUnprivileged ? true : null,
        Timestamps = true,
        Ttl = options.Ttl,
        Dscp = options.Dscp,
        DontFragment = options.DontFragment ? true : null,
        Interface = options.Interface,
        Bind = options.Source,
    };

    /// <summary>A group has a TTL of its own, which is 1 unless set (ip(7)).</summary>
    private static void Aim(SafeSocketHandle socket, IPAddress remote, PingOptions options, string name)
    {
        var isInet6 = remote.AddressFamily == AddressFamily.InterNetworkV6;
        var settings = new SettingList();
        settings.Add(isInet6 ? SocketOption.Ipv6MulticastHops : SocketOption.IpMulticastTtl, options.Ttl);
        foreach (var setting in settings)
        {
            Failure.ThrowIf(setting.Apply(socket), $"setsockopt {setting.Option.NameText}", name);
        }
    }

    private static int ChosenIdentifier(SafeSocketHandle socket, string name)
    {
        Failure.ThrowIf(NativeSocket.LocalName(socket, out var local), "getsockname", name);
        return local.TryGetInternet(out var end) ? end.Port : 0;
    }

    private static void Filter(SafeSocketHandle socket, AddressFamily family, ushort identifier, string name)
    {
        var program = EchoFilter.For(family, identifier).Instructions;
        var error = NativeSocket.AttachFilter(socket, MemoryMarshal.AsBytes(program));
        Failure.ThrowIf(error, "setsockopt SO_ATTACH_FILTER", name);
    }
}
