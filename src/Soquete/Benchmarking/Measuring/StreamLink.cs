using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Benchmarking.Measuring;

/// <summary>A stream.</summary>
internal sealed class StreamLink(StreamConnection connection) : DataLink
{
    private readonly bool _isTcp = connection.Association.Protocol == "tcp";

    public override Association Association => connection.Association;

    public override bool KeepsBoundaries => false;

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        connection.SendAsync(bytes, cancellationToken);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        connection.ReceiveAsync(buffer, cancellationToken);

    public override ValueTask CompleteOutputAsync() => connection.CompleteOutputAsync();

    public override void Abort() => connection.Abort();

    public override TcpInformation? ReadTcp() => _isTcp ? TcpInformationReading.Read(connection.SocketHandle) : null;

    public override ValueTask DisposeAsync() => connection.DisposeAsync();
}
