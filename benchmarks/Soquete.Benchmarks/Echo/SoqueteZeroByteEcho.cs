using System.Buffers;
using Soquete.Engines;
using Soquete.Streams;

namespace Soquete.Benchmarks.Echo;

/// <summary>The same, with a buffer only where there is something to receive: a receive of no bytes waits.</summary>
internal sealed class SoqueteZeroByteEcho(EchoSettings settings, Engine engine, Execution execution)
    : SoqueteEcho(settings, engine, execution)
{
    protected override async Task EchoAsync(StreamConnection connection)
    {
        for (var count = 1; count > 0;)
        {
            await connection.ReceiveAsync(Memory<byte>.Empty);
            var buffer = ArrayPool<byte>.Shared.Rent(EchoSettings.BufferBytes);
            count = await connection.ReceiveAsync(buffer);
            await connection.SendAsync(buffer.AsMemory(0, count));
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
