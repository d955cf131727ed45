using System.Buffers;
using System.Net.Sockets;

namespace Soquete.Benchmarks.Echo;

/// <summary>The same, with a buffer only where there is something to receive: a receive of no bytes waits.</summary>
internal sealed class SocketZeroByteEcho(EchoSettings settings) : SocketEcho(settings)
{
    protected override async Task EchoAsync(Socket socket)
    {
        for (var count = 1; count > 0;)
        {
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
            var buffer = ArrayPool<byte>.Shared.Rent(EchoSettings.BufferBytes);
            count = await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None);
            await socket.SendAsync(buffer.AsMemory(0, count), SocketFlags.None);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
