using Soquete.Addresses;
using Soquete.Benchmarking.Protocol;
using Soquete.Datagrams;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Datagrams: a socket for each connection.</summary>
internal sealed class DatagramFlows : IFlows
{
    private readonly DatagramSocket[] _sockets;
    private readonly FlowMeter[] _meters;
    private readonly DatagramReceipt[] _receipts;
    private readonly DatagramSender[] _senders;
    private readonly FlowControl _control;
    private readonly ulong _token;
    private readonly bool _receives;

    public DatagramFlows(
        DatagramSocket[] sockets, FlowControl control, ulong token, int datagramBytes, double rateOfEach, bool sends,
        bool receives)
    {
        _sockets = sockets;
        _control = control;
        _token = token;
        _receives = receives;
        _meters = [.. sockets.Select(_ => new FlowMeter())];
        _receipts = [.. sockets.Select(_ => new DatagramReceipt())];
        _senders = !sends ? [] :
        [
            .. sockets.Select((socket, i) => new DatagramSender(socket, _meters[i], control)
            {
                Token = token, Connection = i, DatagramBytes = datagramBytes, Rate = rateOfEach,
            }),
        ];
    }

    public IReadOnlyList<FlowMeter> Meters => _meters;

    public DatagramCounts? Received => DatagramCounts.Of(_receipts.Select(receipt => receipt.Counts));

    public long DatagramsSent => _senders.Sum(sender => sender.Measured);

    public IEnumerable<Func<Task>> Work =>
    [
        .. _senders.Select(sender => (Func<Task>)sender.RunAsync),
        .. _receives ? Enumerable.Range(0, _sockets.Length).Select(i => (Func<Task>)(() => ReceiveAsync(i))) : [],
    ];

    public bool EndsByItself => !_receives;

    public Association? AssociationOf(int connection) => _sockets[connection].Association;

    public void ReadTcp()
    {
    }

    public void Abort()
    {
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets)
        {
            await socket.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ReceiveAsync(int connection)
    {
        var turn = default(Turn);
        using var batch = new DatagramBatch();
        try
        {
            while (true)
            {
                await _sockets[connection].ReceiveAsync(batch, _control.Abandon).ConfigureAwait(false);
                Take(batch, connection);
                if (turn.IsOver())
                {
                    await Task.Yield();
                }
            }
        }
        catch (OperationCanceledException) when (_control.Abandon.IsCancellationRequested)
        {
            // Nothing more is waited for.
        }
    }

    private void Take(DatagramBatch batch, int connection)
    {
        var now = Clock.Now;
        foreach (var entry in batch)
        {
            if (DatagramHeader.TryRead(entry.Bytes, out var header) && header.Kind == DatagramKind.Data
                && header.Token == _token && header.Connection == connection
                && _receipts[connection].Note(header, now))
            {
                _meters[connection].AddReceived(entry.Bytes.Length);
            }
        }
    }
}
