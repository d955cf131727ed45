using Soquete.Benchmarking.Measuring;
using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Serving;

/// <summary>What became of the datagrams of a client's connections, and of those sent to them.</summary>
internal sealed class DatagramReceipts(int connections)
{
    private readonly DatagramReceipt?[] _receipts = new DatagramReceipt?[connections];
    private readonly DatagramSender?[] _senders = new DatagramSender?[connections];

    /// <summary>That of one connection, made with its first datagram: 8 KiB each.</summary>
    public DatagramReceipt? Of(int connection) =>
        connection < _receipts.Length ? _receipts[connection] ??= new DatagramReceipt() : null;

    public void Add(DatagramSender sender) => _senders[sender.Connection] = sender;

    public DatagramCounts Count() =>
        DatagramCounts.Of(from receipt in _receipts where receipt is not null select receipt.Counts) with
        {
            Sent = _senders.Sum(sender => sender?.Measured ?? 0),
        };
}
