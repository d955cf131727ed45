using System.Text;
using Soquete.Addresses;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs.Tour.Reports;
using Soquete.Streams;

namespace Soquete.Cli.Verbs.Tour.Parts;

/// <summary>
/// The tour, as one of its processes sees it: orders from standard input, reports to standard output. The end of the
/// input means that the tour is gone, however it went, and that this process has no purpose left.
/// </summary>
internal sealed class TourLink : IAsyncDisposable
{
    /// <summary>How long this process may take to end by itself once the tour is gone.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Order, TaskCompletionSource<Address>> _orders = new()
    {
        [Order.Listen] = new(TaskCreationOptions.RunContinuationsAsynchronously),
        [Order.Connect] = new(TaskCreationOptions.RunContinuationsAsynchronously),
    };

    private readonly CancellationTokenSource _gone = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly StreamConnection _input;
    private readonly StandardStream _output = StandardStream.Output;
    private readonly Task _reading;

    private TourLink(StreamConnection input)
    {
        _input = input;
        _reading = ReadAsync();
    }

    /// <summary>Cancelled when the tour is gone.</summary>
    public CancellationToken Gone => _gone.Token;

    public static async Task<TourLink> OpenAsync() =>
        new(await StreamConnection.ConnectAsync(new StandardStreamsAddress()));

    /// <summary>The address of an order, once it has come.</summary>
    public Task<Address> AddressAsync(Order order) => _orders[order].Task.WaitAsync(Gone);

    /// <summary>Reports; where the tour is gone, nobody is left to hear, and <see cref="Gone"/> says so.</summary>
    public void Tell(Report report) => _output.TryWriteLine(ReportFields.Line(report));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading;
        await _input.DisposeAsync();
        _closing.Dispose();
        _gone.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await TakeOrdersAsync();
            await LeaveAsync();
        }
        catch (OperationCanceledException)
        {
            // The part is over.
        }
        catch (FormatException problem)
        {
            Refuse(problem);
        }
        catch (SoqueteException)
        {
            // A tour that was killed may leave a reset instead of an end.
            await LeaveAsync();
        }
    }

    private async Task TakeOrdersAsync()
    {
        using var lines = new StreamReader(_input.AsStream(), Encoding.UTF8, leaveOpen: true);
        while (await lines.ReadLineAsync(_closing.Token) is { } line)
        {
            var (order, address) = OrderLine.Parse(line);
            _orders[order].TrySetResult(Address.Parse(address));
        }
    }

    private void Refuse(FormatException problem)
    {
        foreach (var order in _orders.Values)
        {
            order.TrySetException(problem);
        }
    }

    /// <summary>Even if something here did not heed the token, this process must not outlive the tour.</summary>
    private async Task LeaveAsync()
    {
        _ = ExitAsync(_closing.Token);
        await _gone.CancelAsync();
    }

    private static async Task ExitAsync(CancellationToken over)
    {
        await Task.Delay(EndLimit, over);
        Environment.Exit((int)ExitStatus.Interrupted);
    }
}
