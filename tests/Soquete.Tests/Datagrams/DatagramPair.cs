using Soquete.Datagrams;

namespace Soquete.Tests.Datagrams;

/// <summary>A bound socket and one that is connected to it.</summary>
internal sealed class DatagramPair(DatagramSocket bound, DatagramSocket connected) : IAsyncDisposable
{
    public DatagramSocket Bound { get; } = bound;

    public DatagramSocket Connected { get; } = connected;

    public async ValueTask DisposeAsync()
    {
        await Connected.DisposeAsync();
        await Bound.DisposeAsync();
    }
}
