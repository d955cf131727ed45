using Soquete.Datagrams;

namespace Soquete.Benchmarking;

/// <summary>Sends the datagrams of a batch back to where they came from, without waiting for anybody.</summary>
internal static class BatchReply
{
    /// <summary>Sends what is taken; a peer that is full or gone loses what it does not take.</summary>
    public static void Send(DatagramSocket socket, DatagramBatch batch)
    {
        try
        {
            if (socket.TrySend(batch) == batch.Count)
            {
                return;
            }
        }
        catch (SoqueteException)
        {
            // One of the peers; who it is shows when each is sent its own.
        }
    }
}
