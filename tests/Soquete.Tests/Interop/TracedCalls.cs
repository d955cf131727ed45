using System.Net;
using System.Net.Sockets;
using System.Text;
using Soquete.Interop;
using SocketOption = Soquete.Interop.SocketOption;

namespace Soquete.Tests.Interop;

/// <summary>
/// The calls of messages and groups, made in a process of their own that strace(1) watches, and told by the trace.
/// </summary>
internal static class TracedCalls
{
    private static readonly byte[] Long = Encoding.ASCII.GetBytes("thirty-two bytes and a few more of them");

    public static void Make(Action<string> tell)
    {
        using var subscription = CallHook.Subscribe(record =>
            tell(CallNotation.Line(record.Name, record.Arguments, record.Result, record.Error)));
        SetOptions();
        Exchange();
        ExchangeMany();
        Pass();
    }

    private static void SetOptions()
    {
        using var four = Open(Domain.Inet);
        using var six = Open(Domain.Inet6);
        SocketOption[] ofIPv4 =
        [
            SocketOption.SoBroadcast, SocketOption.SoTimestampNs, SocketOption.IpRecvTtl, SocketOption.IpRecvTos,
            SocketOption.IpRecvErr, SocketOption.IpPktInfo, SocketOption.IpMulticastAll, SocketOption.IpTtl,
            SocketOption.IpMulticastTtl, SocketOption.IpMulticastLoop, SocketOption.UdpGro,
        ];
        SocketOption[] ofIPv6 =
        [
            SocketOption.Ipv6RecvPktInfo, SocketOption.Ipv6RecvTClass, SocketOption.Ipv6RecvHopLimit,
            SocketOption.Ipv6RecvErr, SocketOption.Ipv6MulticastAll, SocketOption.Ipv6UnicastHops,
            SocketOption.Ipv6MulticastHops, SocketOption.Ipv6MulticastLoop, SocketOption.Ipv6MulticastIf,
        ];
        Array.ForEach(ofIPv4, option => NativeSocket.SetOption(four, option, 1));
        Array.ForEach(ofIPv6, option => NativeSocket.SetOption(six, option, 1));
        NativeSocket.SetOption(four, SocketOption.IpMulticastIf, new GroupMembership(1, null, null));
        Join(four, SocketOption.IpJoinGroup, "239.1.2.3", null);
        Join(four, SocketOption.IpJoinSource, "232.1.2.3", "127.0.0.1");
        Join(four, SocketOption.IpLeaveGroup, "239.1.2.4", null);
        Join(six, SocketOption.Ipv6JoinGroup, "ff15::1", null);
        Join(six, SocketOption.Ipv6JoinGroup, "ff02::1234", null);
        Join(six, SocketOption.Ipv6JoinSource, "ff31::8000:1", "::1");
    }

    private static void Exchange()
    {
        using var socket = Open(Domain.Inet);
        NativeSocket.SetOption(socket, SocketOption.IpRecvTtl, 1);
        NativeSocket.SetOption(socket, SocketOption.IpRecvTos, 1);
        NativeSocket.SetOption(socket, SocketOption.IpRecvErr, 1);
        NativeSocket.Bind(socket, Loopback(0));
        NativeSocket.LocalName(socket, out var name);
        NativeMessages.Send(socket, ""u8, name, [], out _);
        NativeMessages.Send(socket, "\0short\n"u8, name, [], out _);
        NativeMessages.Send(socket, Long, name, [], out _);
        Receive(socket, 64);
        Receive(socket, 3);
        Receive(socket, 64);
        Receive(socket, 64);
        NativeMessages.Send(socket, "refused"u8, Loopback(1), [], out _);
        Receive(socket, 64, MessageFlags.ErrorQueue);
        Receive(socket, 64);
    }

    private static void ExchangeMany()
    {
        using var socket = Open(Domain.Inet6);
        NativeSocket.SetOption(socket, SocketOption.Ipv6RecvHopLimit, 1);
        NativeSocket.SetOption(socket, SocketOption.Ipv6RecvPktInfo, 1);
        NativeSocket.Bind(socket, SocketName.FromInternet(new IPEndPoint(IPAddress.IPv6Loopback, 0)));
        NativeSocket.LocalName(socket, out var name);
        NativeSocket.Connect(socket, name);
        using var block = new MessageBlock(4, 64, 128);
        for (var count = 1; count <= 4; count++)
        {
            for (var slot = 0; slot < count; slot++)
            {
                Long.AsSpan(0, 6 * slot).CopyTo(block.Payload(slot));
                block.PrepareToSend(slot, 6 * slot, 0, 0, 0);
            }

            NativeMessages.SendMany(socket, block, 0, count, out _);
            for (var slot = 0; slot < 4; slot++)
            {
                block.PrepareToReceive(slot);
            }

            NativeMessages.ReceiveMany(socket, block, 4, waits: false, out _);
        }

        NativeMessages.ReceiveMany(socket, block, 4, waits: false, out _);
    }

    private static void Pass()
    {
        NativeSocket.OpenPair(Domain.Unix, SocketKind.Datagram, Protocol.Default, out var from, out var to);
        using var opened = from;
        using var openedToo = to;
        NativeSocket.SetOption(to, SocketOption.SoPassCred, 1);
        var numbers = new byte[8];
        BitConverter.TryWriteBytes(numbers, 1);
        BitConverter.TryWriteBytes(numbers.AsSpan(4), 2);
        var control = new byte[ControlMessage.Space(8)];
        ControlMessage.Write(control, ControlKind.Rights, numbers);
        NativeMessages.Send(from, "two"u8, default, control, out _);
        NativeMessages.Send(from, "none"u8, default, [], out _);
        Receive(to, 64);
        Receive(to, 64);
    }

    private static void Receive(SafeSocketHandle socket, int room, MessageFlags more = MessageFlags.None) =>
        NativeMessages.Receive(socket, new byte[room], new byte[SocketNameBytes.Size], new byte[256], more, out _);

    private static void Join(SafeSocketHandle socket, SocketOption option, string group, string? source) =>
        NativeSocket.SetOption(
            socket, option,
            new GroupMembership(1, IPAddress.Parse(group), source is null ? null : IPAddress.Parse(source)));

    private static SocketName Loopback(int port) => SocketName.FromInternet(new IPEndPoint(IPAddress.Loopback, port));

    private static SafeSocketHandle Open(int domain)
    {
        Assert.Equal(
            Errno.None,
            NativeSocket.Open(domain, SocketKind.Datagram | SocketKind.CloseOnExec, Protocol.Udp, out var socket));
        return socket;
    }
}
