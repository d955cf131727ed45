using System.Net;
using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

public class NativeSocketTests
{
    public static TheoryData<string> LoopbackAddresses => ["127.0.0.1", "::1"];

    [Theory]
    [MemberData(nameof(LoopbackAddresses))]
    public void Connect_WhenASocketListens_ThenBothEndsHaveTheSameNames(string address)
    {
        using var listener = Listen(SocketName.FromInternet(new IPEndPoint(IPAddress.Parse(address), 0)));
        Assert.Equal(Errno.None, NativeSocket.LocalName(listener, out var listening));
        using var client = Open(listening.Domain);
        Assert.Equal(Errno.None, NativeSocket.Connect(client, listening));
        using var accepted = new Socket(listener).Accept();
        Assert.Equal(Errno.None, NativeSocket.LocalName(client, out var local));
        Assert.Equal(Errno.None, NativeSocket.PeerName(client, out var peer));
        Assert.Equal(listening, peer);
        Assert.Equal(local.ToEndPoint(), accepted.RemoteEndPoint);
    }

    [Fact]
    public void Connect_WhenNobodyListens_ThenItIsRefused()
    {
        using var bound = Open(Domain.Inet);
        var free = SocketName.FromInternet(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(Errno.None, NativeSocket.Bind(bound, free));
        Assert.Equal(Errno.None, NativeSocket.LocalName(bound, out var name));
        using var client = Open(Domain.Inet);
        Assert.Equal(Errno.ECONNREFUSED, NativeSocket.Connect(client, name));
        Assert.Equal(Errno.ENOTCONN, NativeSocket.PeerName(client, out var peer));
        Assert.Equal(0, peer.Length);
    }

    [Fact]
    public void Open_WhenTheDomainIsUnknown_ThenTheHandleIsInvalid()
    {
        Assert.Equal(Errno.EAFNOSUPPORT, NativeSocket.Open(77, SocketKind.Stream, 0, out var socket));
        Assert.True(socket.IsInvalid);
        socket.Dispose();
    }

    [Fact]
    public void OpenPair_WhenOneEndIsShut_ThenTheOtherReadsTheEnd()
    {
        using var pair = new SocketPair();
        var (first, second) = (pair.First, pair.Second);
        Assert.Equal(Errno.None, NativeFile.Send(first, "hello"u8, nonBlocking: false, out var sent));
        Assert.Equal(Errno.None, NativeSocket.Shutdown(first, ShutdownHow.Write));
        Span<byte> buffer = stackalloc byte[16];
        Assert.Equal(Errno.None, NativeFile.Receive(second, buffer, nonBlocking: true, out var count));
        Assert.Equal((5, 5), (sent, count));
        Assert.Equal(Errno.None, NativeFile.Receive(second, buffer, nonBlocking: true, out count));
        Assert.Equal(0, count);
        Assert.Equal(Errno.EAGAIN, NativeFile.Receive(first, buffer, nonBlocking: true, out _));
        Assert.Equal(Errno.EPIPE, NativeFile.Send(first, "more"u8, nonBlocking: false, out _));
    }

    [Fact]
    public void PeerCredentials_WhenBothEndsAreOurs_ThenTheyAreOurs()
    {
        using var pair = new SocketPair();
        var (first, second) = (pair.First, pair.Second);
        Assert.Equal(Errno.None, NativeSocket.PeerCredentials(first, out var process, out var user, out _));
        Assert.Equal(((uint)Environment.ProcessId, ThisProcess.EffectiveUserId), (process, user));
        Assert.Equal(Errno.None, NativeSocket.PeerGroups(first, out var groups));
        Assert.Equal(OwnGroups(), groups.Order());
    }

    // Only root may take on groups; anybody else's peer keeps its own.
    private const string PeerWithManyGroups = """
        import os, socket, sys
        try: os.setgroups(range(1000, 1100))
        except PermissionError: pass
        peer = socket.socket(socket.AF_UNIX)
        peer.connect(sys.argv[1])
        print(*sorted(os.getgroups()))
        """;

    [Fact]
    public async Task PeerGroups_WhenThereAreMoreThanTheFirstRoomHolds_ThenAllAreFound()
    {
        using var folder = new ScratchFolder();
        using var listener = Listen(SocketName.FromPath(folder.File("socket")));
        var running = Peer.RunAsync("python3", "-I", "-c", PeerWithManyGroups, folder.File("socket"));
        using var accepted = await new Socket(listener).AcceptAsync().WaitAsync(Peer.Limit);
        Assert.Equal(Errno.None, NativeSocket.PeerGroups(accepted.SafeHandle, out var groups));
        Assert.Equal((await running).Output.Trim(), string.Join(' ', groups.Order()));
    }

    [Theory]
    [InlineData(nameof(SocketOption.SoReuseAddr), 1, 1)]
    [InlineData(nameof(SocketOption.SoKeepAlive), 1, 1)]
    [InlineData(nameof(SocketOption.TcpNoDelay), 1, 1)]
    [InlineData(nameof(SocketOption.TcpKeepIdle), 7, 7)]
    [InlineData(nameof(SocketOption.TcpKeepIntvl), 3, 3)]
    [InlineData(nameof(SocketOption.TcpKeepCnt), 5, 5)]
    [InlineData(nameof(SocketOption.TcpUserTimeout), 9000, 9000)]
    [InlineData(nameof(SocketOption.IpTos), 0x10, 0x10)]
    [InlineData(nameof(SocketOption.IpTtl), 9, 9)]
    [InlineData(nameof(SocketOption.SoRcvBuf), 65536, 131072)] // the kernel doubles it: socket(7)
    public void SetOption_WhenReadBack_ThenTheKernelHasIt(string option, int value, int expected)
    {
        var field = (SocketOption)typeof(SocketOption).GetField(option)!.GetValue(null)!;
        using var socket = Open(Domain.Inet);
        Assert.Equal(Errno.None, NativeSocket.SetOption(socket, field, value));
        Assert.Equal(Errno.None, NativeSocket.GetOption(socket, field, out var found));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void SetOption_WhenItIsAText_ThenTheKernelReadsIt()
    {
        using var socket = Open(Domain.Inet);
        Assert.Equal(Errno.None, NativeSocket.SetOption(socket, SocketOption.TcpCongestion, "cubic"));
        Assert.Equal(Errno.ENOENT, NativeSocket.SetOption(socket, SocketOption.TcpCongestion, "nonesuch"));
        Assert.Equal(Errno.EINVAL, NativeSocket.SetOption(socket, SocketOption.TcpCongestion, new string('x', 17)));
    }

    [Fact]
    public void SetLinger_WhenReadByTheRuntime_ThenItIsTheSame()
    {
        using var socket = Open(Domain.Inet);
        Assert.Equal(Errno.None, NativeSocket.SetLinger(socket, on: true, seconds: 5));
        using var wrapped = new Socket(socket);
        Assert.Equal((true, 5), (wrapped.LingerState!.Enabled, wrapped.LingerState.LingerTime));
    }

    [Fact]
    public void GetOption_WhenItNamesWhatASocketIs_ThenItIsThat()
    {
        using var socket = Open(Domain.Inet);
        NativeSocket.GetOption(socket, SocketOption.SoDomain, out var domain);
        NativeSocket.GetOption(socket, SocketOption.SoType, out var type);
        NativeSocket.GetOption(socket, SocketOption.SoProtocol, out var protocol);
        NativeSocket.GetOption(socket, SocketOption.SoAcceptConn, out var listens);
        Assert.Equal((Domain.Inet, SocketKind.Stream, Protocol.Tcp, 0), (domain, type, protocol, listens));
    }

    [Fact]
    public void IsSocket_WhenItIsAPipe_ThenItIsNot()
    {
        using var socket = Open(Domain.Unix);
        Assert.Equal(Errno.None, NativeFile.OpenPipe(out var read, out var write, nonBlocking: false));
        using (read)
        using (write)
        {
            Assert.True(NativeSocket.IsSocket(socket));
            Assert.False(NativeSocket.IsSocket(read));
        }
    }

    [Fact]
    public void Adopt_WhenTheDescriptorIsNotOpen_ThenItIsRefused()
    {
        var thrown = Assert.Throws<SoqueteException>(() => NativeSocket.Adopt(1_000_000));
        Assert.Equal("EBADF", thrown.ErrorName);
    }

    private static SafeSocketHandle Open(int domain)
    {
        Assert.Equal(Errno.None, NativeSocket.Open(domain, SocketKind.Stream, 0, out var socket));
        return socket;
    }

    private static SafeSocketHandle Listen(in SocketName name)
    {
        var socket = Open(name.Domain);
        Assert.Equal(Errno.None, NativeSocket.Bind(socket, name));
        Assert.Equal(Errno.None, NativeSocket.Listen(socket, 16));
        return socket;
    }

    private static IOrderedEnumerable<uint> OwnGroups() => File.ReadLines("/proc/self/status")
        .First(line => line.StartsWith("Groups:", StringComparison.Ordinal))["Groups:".Length..]
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(uint.Parse)
        .Order();
}
