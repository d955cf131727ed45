using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Soquete.Mapping;

namespace Soquete.Cli.Map;

/// <summary>The names of other machines, asked of the resolver for a bounded time.</summary>
internal sealed class RemoteNames
{
    /// <summary>How many questions are open at once.</summary>
    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<IPAddress, string> _names = new();

    /// <summary>No names.</summary>
    public static RemoteNames None { get; } = new();

    /// <summary>Asks for all of them at once; what is not answered within the limit stays a number.</summary>
    public static async Task<RemoteNames> LookUpAsync(
        ProcessMap map, TimeSpan limit, CancellationToken cancellationToken)
    {
        var names = new RemoteNames();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(limit);
        var addresses = map.Ends.Select(AddressOf).OfType<IPAddress>().Distinct();
        try
        {
            await Parallel.ForEachAsync(
                addresses, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ending.Token },
                names.AskAsync);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up.
        }

        return names;
    }

    /// <summary>The name of the machine that an end is on; null for one that has none, or is here.</summary>
    public string? Of(MapEnd end) =>
        !_names.IsEmpty && AddressOf(end) is { } address ? _names.GetValueOrDefault(address) : null;

    private static IPAddress? AddressOf(MapEnd end) =>
        end.Kind == MapEndKind.Remote && IPEndPoint.TryParse(end.Name ?? "", out var at) ? at.Address : null;

    private async ValueTask AskAsync(IPAddress address, CancellationToken cancellationToken)
    {
        try
        {
            var name = (await Dns.GetHostEntryAsync(address.ToString(), cancellationToken)).HostName;
            if (!IPAddress.TryParse(name, out _))
            {
                _names[address] = Printable.Shorten(name);
            }
        }
        catch (SocketException)
        {
            // It has no name, or nobody answers for it.
        }
    }
}
