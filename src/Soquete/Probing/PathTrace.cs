using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Soquete.Addresses;

namespace Soquete.Probing;

/// <summary>
/// Finds the routers on the way to a host: by probes that may pass one router, two, three and so on, and the errors
/// that those send with whom a probe's time is up.
/// </summary>
/// <remarks>
/// <para>
/// Several probes are under way at once, and all of them look the same to what balances load, so that they show one
/// path. What others send is left out: an answer has to quote the addresses, the ports and the number of a probe, and
/// where it quotes enough a random number that nobody off the path knows.
/// </para>
/// <para>
/// Routers limit how many errors they send. So a hop has a tenth of a second between probes that it does not answer,
/// few go further than where an answer came from, and what was lost is tried once more after a second.
/// </para>
/// <para>It runs once. The path can be asked for by any thread, at any time.</para>
/// </remarks>
public sealed class PathTrace : IDisposable
{
    private readonly TraceSocket _socket;
    private readonly TraceNames? _names;
    private readonly TraceRun _run;
    private readonly TraceOptions _options;
    private int _isStarted;

    private PathTrace(TraceSocket socket, TraceOptions options)
    {
        _socket = socket;
        _options = options;
        _names = options.ResolvesNames ? new TraceNames(options.NameLookup) : null;
        _run = new TraceRun(socket, options, _names);
    }

    /// <summary>Where the path leads: the first of the name's addresses to which there is a route.</summary>
    public IPAddress Destination => _socket.Destination.Address;

    /// <summary>The address of this machine that is probed from.</summary>
    public IPAddress Source => _socket.Source.Address;

    /// <summary>How long probes are, in bytes with their IP header; null where the path's MTU is looked for.</summary>
    public int? PacketSize => _options.DiscoversMtu ? null : _run.Length;

    /// <summary>The path as far as it is known.</summary>
    public TracedPath Path => _run.Path;

    internal TraceRun Run => _run;

    /// <summary>Finds the address, and opens the socket that is needed.</summary>
    /// <param name="host">Where the path is to lead.</param>
    /// <param name="options">How it is traced.</param>
    /// <param name="cancellationToken">Gives up while the name is resolved.</param>
    /// <exception cref="ArgumentException">
    /// The host is every address of this machine, or an option is out of its range or does not go with another.
    /// </exception>
    /// <exception cref="SocketAuthorityException">The method needs CAP_NET_RAW.</exception>
    /// <exception cref="SoqueteException">The name was not found, there is no route, or a socket failed.</exception>
    public static async ValueTask<PathTrace> OpenAsync(
        Host host, TraceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (host.Kind == HostKind.Any)
        {
            throw new ArgumentException("No path leads to every address of this machine.", nameof(host));
        }

        var socket = await TraceOpening.OpenAsync(host, options, cancellationToken).ConfigureAwait(false);
        return new PathTrace(socket, options);
    }

    /// <summary>Finds the address, and opens the socket that is needed.</summary>
    /// <param name="host">A name, an IPv4 address, or an IPv6 address with its zone, in brackets or without.</param>
    /// <param name="options">How it is traced.</param>
    /// <param name="cancellationToken">Gives up while the name is resolved.</param>
    /// <exception cref="AddressFormatException">It is no host, or not of the version of IP that is wanted.</exception>
    /// <inheritdoc cref="OpenAsync(Host, TraceOptions, CancellationToken)" path="/exception"/>
    public static ValueTask<PathTrace> OpenAsync(
        string host, TraceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        try
        {
            return OpenAsync(HostText.ReadWhole(host), options, cancellationToken);
        }
        catch (AddressProblemException problem)
        {
            throw new AddressFormatException(host, problem.Message, problem.Suggestion);
        }
    }

    /// <summary>Traces the path, and gives each hop once nothing more is waited for there, in order.</summary>
    /// <param name="cancellationToken">Ends it; <see cref="Path"/> has what was found.</param>
    /// <exception cref="InvalidOperationException">It has run before.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="SoqueteException">The socket failed, or a probe is too long for its interface.</exception>
    public async IAsyncEnumerable<TracedHop> HopsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isStarted, 1) != 0)
        {
            throw new InvalidOperationException("A trace runs once.");
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hops = Channel.CreateUnbounded<TracedHop>();
        var running = TraceAsync(hops.Writer, stopping.Token);
        try
        {
            await foreach (var hop in hops.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return await NamedAsync(hop, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }

    /// <summary>Traces the path to its end.</summary>
    /// <inheritdoc cref="HopsAsync"/>
    public async Task<TracedPath> TraceAsync(CancellationToken cancellationToken = default)
    {
        var hops = new List<TracedHop>();
        await foreach (var hop in HopsAsync(cancellationToken).ConfigureAwait(false))
        {
            hops.Add(hop);
        }

        return Path with { Hops = hops.ToArray() };
    }

    /// <summary>Closes the socket. What is under way is to be ended by its token first.</summary>
    public void Dispose()
    {
        _names?.Dispose();
        _socket.Dispose();
    }

    /// <summary>How it ends comes out of the channel: it never throws.</summary>
    private async Task TraceAsync(ChannelWriter<TracedHop> hops, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await _run.RunAsync(hops, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }

        hops.Complete(failure);
    }

    private async Task<TracedHop> NamedAsync(TracedHop hop, CancellationToken cancellationToken)
    {
        if (_names is null)
        {
            return hop;
        }

        var addresses = hop.Answers.OfType<HopAnswer>().Select(answer => answer.Address).Distinct();
        await _names.WaitForAsync(addresses, _options.NameTimeout, cancellationToken).ConfigureAwait(false);
        return hop with
        {
            Answers = hop.Answers
                .Select(answer => answer is null ? null : answer with { Name = _names.NameOf(answer.Address) })
                .ToArray(),
        };
    }
}
