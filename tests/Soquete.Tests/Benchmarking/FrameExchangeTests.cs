using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soquete.Benchmarking.Protocol;
using Soquete.Tests.Support;

namespace Soquete.Tests.Benchmarking;

public partial class FrameExchangeTests
{
    // asm-generic/ioctls.h: of a unix socket, what the peer has not read.
    private const nuint OutputQueue = 0x5411;

    [Theory]
    [InlineData("portable")]
    [InlineData("io_uring")]
    public async Task Receive_WhenAFrameComesByteByByte_ThenItIsAnswered(string engine)
    {
        await using var server = await RunningServer.StartAsync("unix:{0}", engine);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(server.Address.ToString()["unix:".Length..]));
        foreach (var one in Hello())
        {
            await client.SendAsync(new[] { one });
            await Eventually.HoldsAsync(() => Unread(client) == 0);
        }

        var answer = new byte[BenchProtocol.MaxFrameBytes];
        var count = await client.ReceiveAsync(answer).Soon();
        Assert.Equal(MessageKind.Welcome, new FrameReader(answer.AsSpan(0, count)).Kind);
    }

    private static byte[] Hello()
    {
        var room = new byte[BenchProtocol.MaxFrameBytes];
        var hello = new FrameWriter(room, MessageKind.Hello);
        hello.Bytes(BenchProtocol.Magic);
        hello.UInt16(BenchProtocol.Version);
        hello.UInt64(1);
        return room[..hello.End()];
    }

    private static int Unread(Socket socket)
    {
        Assert.Equal(0, Ioctl((int)socket.Handle, OutputQueue, out var bytes));
        return bytes;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ioctl(int descriptor, nuint request, out int value);
}
