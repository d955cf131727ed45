using System.Text;
using System.Text.Json;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Cli.Verbs.Tour.Reports;
using Soquete.Streams;

namespace Soquete.Cli.Verbs.Tour;

/// <summary>
/// A process that plays one role, as the tour sees it: orders go to its input, reports come from its output.
/// </summary>
internal sealed class Player : IAsyncDisposable
{
    /// <summary>How long a process may take to go at the end of its input, before SIGTERM.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly StreamConnection _process;
    private readonly StreamReader _lines;
    private readonly List<Report> _reports = [];
    private bool _hasEnded;

    private Player(Role role, StreamConnection process)
    {
        Role = role;
        _process = process;
        _lines = new StreamReader(process.AsStream(), Encoding.UTF8);
    }

    public Role Role { get; }

    public Column Column => new(Role.Name, _reports);

    public static async Task<Player> StartAsync(Stop stop, Role role, CancellationToken cancellationToken)
    {
        var command = OwnCommand.With("tour", PartWord.Of(stop, role));
        return new Player(role, await StreamConnection.ConnectAsync(command, cancellationToken));
    }

    public async Task OrderAsync(Order order, string address, CancellationToken cancellationToken) =>
        await _process.SendAsync(Encoding.UTF8.GetBytes($"{OrderLine.Of(order, address)}\n"), cancellationToken);

    /// <summary>Takes its reports until it ends, and gives how it ended.</summary>
    public async Task<Outcome> FollowAsync(Func<Report, Task> onReport, CancellationToken cancellationToken)
    {
        Outcome? outcome = null;
        while (await _lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var report = Read(line);
            if (report is EndReport end)
            {
                outcome = end.Outcome;
                continue;
            }

            _reports.Add(report);
            await onReport(report);
        }

        _hasEnded = true;
        return outcome ?? Outcome.Failed($"the {Role.Name} ended without a word");
    }

    /// <summary>Ends the process if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_hasEnded)
        {
            await EndAsync();
        }

        await _process.DisposeAsync();
    }

    private Report Read(string line)
    {
        try
        {
            return ReportFields.Parse(line);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new StopFailedException($"the {Role.Name} reported what cannot be read: {line}");
        }
    }

    /// <summary>A part ends with its input; one that does not is told so.</summary>
    private async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(Grace);
        try
        {
            await _process.CloseAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SoqueteException)
        {
            _process.Abort();
        }
    }
}
