using System.Buffers;
using Soquete.Messages;

namespace Soquete.Benchmarking;

/// <summary>Room for whole messages of the unix domain.</summary>
internal sealed class MessageBuffer : IDisposable
{
    /// <summary>
    /// More than a unix sender's buffer is without CAP_NET_ADMIN (net.core.wmem_max, socket(7)), unless the system was
    /// told otherwise.
    /// </summary>
    public const int Bytes = 256 * 1024;

    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(Bytes);

    public Memory<byte> Memory => _bytes;

    public static void RequireWhole(in ReceivedMessage message, MessageConnection peer)
    {
        if (message.IsTruncated)
        {
            throw new MessageTooLongException(peer.Association.ToString(), "recvmsg", pathMtu: null);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
