using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Messages;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Sequenced packets.</summary>
internal sealed class PacketLink(MessageConnection connection) : DataLink
{
    public override Association Association => connection.Association;

    public override bool KeepsBoundaries => true;

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        connection.SendAsync(bytes, cancellationToken);

    /// <remarks>Nobody here sends an empty packet: what has no bytes is taken for the end.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var message = await connection.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        MessageBuffer.RequireWhole(message, connection);
        return message.Count;
    }

    public override ValueTask CompleteOutputAsync() => connection.CompleteOutputAsync();

    public override void Abort() => connection.Abort();

    public override TcpInformation? ReadTcp() => null;

    public override ValueTask DisposeAsync() => connection.DisposeAsync();
}
