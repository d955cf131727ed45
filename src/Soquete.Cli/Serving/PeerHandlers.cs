using System.Buffers;
using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Streams;

namespace Soquete.Cli.Serving;

/// <summary>What <c>listen</c> can do with a peer.</summary>
internal static class PeerHandlers
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Sends back what comes (RFC 862), and ends when the peer has.</summary>
    public static Task EchoAsync(StreamConnection peer, CancellationToken cancellationToken) =>
        EchoService.ServeAsync(peer, cancellationToken);

    /// <summary>
    /// Runs a command of its own for each peer, with the connection as its standard input and output.
    /// </summary>
    public static PeerHandler Execute(ExecAddress command) => async (peer, cancellationToken) =>
        CommandFailedException.ThrowIfFailed(
            command, await CommandHandler.RunAsync(peer, command, cancellationToken));

    /// <summary>Passes on what a peer sends, until it has ended. A buffer is held only while bytes are there.</summary>
    public static async Task PassAsync(
        StreamConnection peer,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send,
        CancellationToken cancellationToken)
    {
        int count;
        do
        {
            await peer.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
            var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
            try
            {
                count = await peer.ReceiveAsync(buffer, cancellationToken);
                await send(buffer.AsMemory(0, count), cancellationToken);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        while (count > 0);
    }
}
