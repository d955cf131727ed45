using Soquete.Addresses;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Questions over a connection.</summary>
internal sealed class LinkWire(DataLink link, TimeSpan patience) : IControlWire
{
    public string Peer => link.Association.ToString();

    /// <summary>The connection is known by itself.</summary>
    public ulong Token { private get; set; }

    public async ValueTask<int> ExchangeAsync(
        ReadOnlyMemory<byte> frame, Memory<byte> answer, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await link.SendAsync(frame, limit.Token).ConfigureAwait(false);
            return await FrameExchange.ReceiveAsync(link, answer, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(Peer, patience);
        }
    }

    public ValueTask DisposeAsync() => link.DisposeAsync();

    internal static SoqueteException NoAnswer(string peer, TimeSpan patience) =>
        new(FailureKind.TimedOut, peer, $"the peer did not answer for {DurationText.Format(patience)}");
}
