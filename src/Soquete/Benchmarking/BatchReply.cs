using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;

namespace Soquete.Benchmarking;

/// <summary>Sends datagrams back to where they came from, without waiting for anybody and without allocating.</summary>
internal sealed class BatchReply(DatagramSocket socket) : IDisposable
{
    private readonly DatagramBatch _single = new(1);

    /// <summary>
    /// Whether whole batches can go back at once: in the unix domain each receiver may be gone or full by itself.
    /// </summary>
    public bool TakesBatches { get; } = socket.LocalEnds[0].Address is not null;

    /// <summary>
    /// Whether it is bound to every address of this machine, so that an answer has to say from which it comes.
    /// </summary>
    public bool IsWildcard { get; } = socket.LocalEnds.Any(IsForEvery);

    /// <summary>Sends a batch of UDP back: what the socket has no room for is lost.</summary>
    public void Send(DatagramBatch batch)
    {
        try
        {
            socket.TrySend(batch);
        }
        catch (SoqueteException)
        {
            // The system refuses to send to one of the peers (a firewall, say); of the others' some are lost.
        }
    }

    /// <summary>Sends one datagram.</summary>
    /// <returns>False where its receiver is full; who is gone counts as sent to.</returns>
    public bool TrySend(ReadOnlySpan<byte> datagram, in DatagramPeer to)
    {
        try
        {
            _single.Clear();
            return _single.TryAdd(datagram, to) && socket.TrySend(_single) == 1;
        }
        catch (SoqueteException)
        {
            // Its receiver is gone, or has no name.
            return true;
        }
    }

    /// <summary>Sends the datagrams of a batch one by one, from one of them on, until a receiver is full.</summary>
    /// <returns>The first one that was not sent, or how many there are.</returns>
    public int SendFrom(DatagramBatch batch, int first)
    {
        var index = 0;
        foreach (var entry in batch)
        {
            if (index >= first && !TrySend(entry.Bytes, entry.Peer))
            {
                return index;
            }

            index++;
        }

        return index;
    }

    public void Dispose() => _single.Dispose();

    private static bool IsForEvery(SocketEnd end) =>
        IPAddress.Any.Equals(end.Address) || IPAddress.IPv6Any.Equals(end.Address);
}
