using Soquete.Addresses;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Serving;

/// <summary>Writes what many peers send to standard output, as it comes; each piece is written whole.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly StreamConnection _output;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly CancellationTokenSource _outputFailed = new();
    private OutputException? _failure;

    private Collector(StreamConnection output) => _output = output;

    /// <summary>Cancelled when standard output takes no more: there is nothing left to serve for.</summary>
    public CancellationToken OutputFailed => _outputFailed.Token;

    public static async Task<Collector> OpenAsync(CancellationToken cancellationToken)
    {
        return new Collector(await StreamConnection.ConnectAsync(new StandardStreamsAddress(), cancellationToken));
    }

    public async Task HandleAsync(StreamConnection peer, CancellationToken cancellationToken)
    {
        await PeerHandlers.PassAsync(peer, WriteAsync, cancellationToken);
        await peer.CloseAsync(cancellationToken);
    }

    public void ThrowIfOutputFailed()
    {
        if (_failure is not null)
        {
            throw _failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _output.DisposeAsync();
        _oneAtATime.Dispose();
        _outputFailed.Dispose();
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await _output.SendAsync(bytes, cancellationToken);
        }
        catch (SoqueteException failure)
        {
            _failure ??= OutputException.Of(failure);
            await _outputFailed.CancelAsync();
            throw _failure;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
