using System.Net;
using System.Net.Sockets;
using Soquete.Interop;
using SocketOption = Soquete.Interop.SocketOption;

namespace Soquete.Tests.Interop;

public class NativeMessagesTests
{
    [Fact]
    public void Receive_WhenThereIsNothing_ThenDoesNotWait()
    {
        using var socket = Bound(out _);
        Assert.Equal(Errno.EAGAIN, Receive(socket, new byte[8], out var receipt));
        Assert.Equal(default, receipt);
    }

    [Fact]
    public void Receive_WhenTheRoomIsShort_ThenTellsTheWholeLength()
    {
        using var socket = Bound(out var name);
        Assert.Equal(Errno.None, NativeMessages.Send(socket, "longer"u8, name, [], out var count));
        var room = new byte[4];
        Assert.Equal(Errno.None, Receive(socket, room, out var receipt));
        Assert.Equal((6, 6, MessageFlags.Truncated), (count, receipt.Length, receipt.Flags & MessageFlags.Truncated));
        Assert.Equal("long"u8, room);
    }

    [Fact]
    public void Receive_WhenTheDatagramIsEmpty_ThenItIsOne()
    {
        using var socket = Bound(out var name);
        Assert.Equal(Errno.None, NativeMessages.Send(socket, [], name, [], out _));
        Assert.Equal(Errno.None, Receive(socket, new byte[8], out var receipt));
        Assert.Equal((0, name.Length), (receipt.Length, receipt.NameLength));
        Assert.Equal(Errno.EAGAIN, Receive(socket, new byte[8], out _));
    }

    [Fact]
    public void Receive_WhenTheSenderHasNoName_ThenNoneIsTold()
    {
        NativeSocket.OpenPair(Domain.Unix, SocketKind.Datagram, Protocol.Default, out var from, out var to);
        using var first = from;
        using var second = to;
        Assert.Equal(Errno.None, NativeMessages.Send(from, "x"u8, default, [], out _));
        Assert.Equal(Errno.None, Receive(to, new byte[8], out var receipt));
        Assert.Equal((1, 0), (receipt.Length, receipt.NameLength));
    }

    [Fact]
    public void Receive_WhenControlDataHasNoRoom_ThenSaysThatItIsTruncated()
    {
        using var socket = Bound(out var name);
        NativeSocket.SetOption(socket, SocketOption.IpRecvTtl, 1);
        NativeMessages.Send(socket, "x"u8, name, [], out _);
        Assert.Equal(
            Errno.None,
            NativeMessages.Receive(socket, new byte[8], [], new byte[8], MessageFlags.None, out var receipt));
        Assert.Equal(MessageFlags.ControlTruncated, receipt.Flags & MessageFlags.ControlTruncated);
    }

    [Fact]
    public void Send_WhenTheDatagramIsTooLong_ThenSaysSo()
    {
        using var socket = Bound(out var name);
        Assert.Equal(Errno.EMSGSIZE, NativeMessages.Send(socket, new byte[65_508], name, [], out var count));
        Assert.Equal(0, count);
        Assert.Equal(Errno.None, NativeMessages.Send(socket, new byte[65_507], name, [], out count));
        Assert.Equal(65_507, count);
    }

    /// <summary>A peer that left would end the process, did the call not ask for no SIGPIPE.</summary>
    [Fact]
    public void Send_WhenThePeerIsGone_ThenIsAnErrorAndNoSignal()
    {
        using var pair = new SocketPair();
        pair.Second.Dispose();
        Assert.Equal(Errno.EPIPE, NativeMessages.Send(pair.First, "x"u8, default, [], out _));
        Assert.Equal(Errno.EPIPE, NativeMessages.Send(pair.First, "x"u8, default, Credentials(), out _));
    }

    [Fact]
    public void Signals_WhenArmed_ThenComeOnceAndNotAfterForgetting()
    {
        using var pair = new SocketPair();
        using var epoll = new Epoll();
        Assert.Equal(Errno.None, epoll.Watch(pair.First, 7));
        Assert.Equal(Errno.EEXIST, epoll.Watch(pair.First, 8));
        NativeMessages.Send(pair.Second, "x"u8, default, [], out _);
        var room = new byte[64];
        Assert.Equal(Errno.None, epoll.Arm(pair.First, EpollSignals.In | EpollSignals.Out, ulong.MaxValue - 1));
        Assert.Equal(1, epoll.Wait(room));
        Assert.Equal((EpollSignals.In | EpollSignals.Out, ulong.MaxValue - 1), Epoll.Read(room, 0));

        // The first is spent, so that the next signal is another's.
        Assert.Equal(Errno.None, epoll.Watch(pair.Second, 9));
        Assert.Equal(Errno.None, epoll.Arm(pair.Second, EpollSignals.Out, 9));
        Assert.Equal(1, epoll.Wait(room));
        Assert.Equal((EpollSignals.Out, 9UL), Epoll.Read(room, 0));
        Assert.Equal(Errno.None, epoll.Forget(pair.First));
        Assert.Equal(Errno.ENOENT, epoll.Forget(pair.First));
        Assert.Equal(Errno.ENOENT, epoll.Arm(pair.First, EpollSignals.In, 7));
    }

    private static byte[] Credentials()
    {
        var ids = new byte[12];
        BitConverter.TryWriteBytes(ids, Environment.ProcessId);
        var control = new byte[ControlMessage.Space(ids.Length)];
        ControlMessage.Write(control, ControlKind.Credentials, ids);
        return control;
    }

    private static Errno Receive(SafeSocketHandle socket, byte[] room, out MessageReceipt receipt) =>
        NativeMessages.Receive(
            socket, room, new byte[SocketNameBytes.Size], new byte[64], MessageFlags.None, out receipt);

    private static SafeSocketHandle Bound(out SocketName name)
    {
        Assert.Equal(Errno.None, NativeSocket.Open(Domain.Inet, SocketKind.Datagram, Protocol.Udp, out var socket));
        var loopback = SocketName.FromInternet(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(Errno.None, NativeSocket.Bind(socket, loopback));
        Assert.Equal(Errno.None, NativeSocket.LocalName(socket, out name));
        return socket;
    }
}
