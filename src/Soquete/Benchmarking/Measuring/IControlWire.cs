namespace Soquete.Benchmarking.Measuring;

/// <summary>What carries a client's questions.</summary>
internal interface IControlWire : IAsyncDisposable
{
    /// <summary>Who is asked.</summary>
    string Peer { get; }

    /// <summary>The token that the server gave, where questions have to carry it.</summary>
    ulong Token { set; }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="frame">The question.</param>
    /// <param name="answer">Room for a frame.</param>
    /// <param name="cancellationToken">Stops waiting; no further question can be asked then.</param>
    /// <returns>The answer's length; 0 where the peer ended the connection instead.</returns>
    /// <exception cref="SoqueteException">It failed, or no answer came in time.</exception>
    ValueTask<int> ExchangeAsync(
        ReadOnlyMemory<byte> frame, Memory<byte> answer, CancellationToken cancellationToken);
}
