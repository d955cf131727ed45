using Soquete.Benchmarking.Protocol;
using Soquete.Datagrams;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Makes a socket known to the server, which sends the same datagram back; again until it does.</summary>
internal sealed class DatagramJoin(DatagramSocket socket, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly byte[] _join = new byte[DatagramHeader.Bytes];
    private readonly byte[] _received = new byte[DatagramHeader.Bytes];

    /// <exception cref="SoqueteException">The server did not answer, or the socket failed.</exception>
    public async Task RunAsync(ulong token, int connection, CancellationToken cancellationToken)
    {
        new DatagramHeader(DatagramKind.Join, token, (ushort)connection, 0, 0, 0).Write(_join);
        var end = Clock.Now + Clock.Nanoseconds(patience);
        do
        {
            await socket.SendAsync(_join, cancellationToken).ConfigureAwait(false);
            if (await IsAnsweredAsync(cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
        while (Clock.Now < end);
        throw LinkWire.NoAnswer(socket.Association?.ToString() ?? socket.Address.ToString(), patience);
    }

    private async ValueTask<bool> IsAnsweredAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Pause);
        try
        {
            int count;
            do
            {
                count = (await socket.ReceiveAsync(_received, limit.Token).ConfigureAwait(false)).Count;
            }
            while (!_received.AsSpan(0, count).SequenceEqual(_join));
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
