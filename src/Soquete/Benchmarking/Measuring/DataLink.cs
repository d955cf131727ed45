using Soquete.Addresses;

namespace Soquete.Benchmarking.Measuring;

/// <summary>One connection, whatever carries its bytes.</summary>
/// <remarks>One receive and one send may be under way at once, and nothing is allocated for either.</remarks>
internal abstract class DataLink : IAsyncDisposable
{
    public abstract Association Association { get; }

    /// <summary>Whether each send arrives as one receive.</summary>
    public abstract bool KeepsBoundaries { get; }

    /// <summary>Sends everything.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Receives what is there; 0 is the end.</summary>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>The half-close.</summary>
    public abstract ValueTask CompleteOutputAsync();

    /// <summary>Closes at once; what is under way ends.</summary>
    public abstract void Abort();

    /// <summary>What the kernel knows of it; null but for TCP.</summary>
    public abstract TcpInformation? ReadTcp();

    public abstract ValueTask DisposeAsync();
}
