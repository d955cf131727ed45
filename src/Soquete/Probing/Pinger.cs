using System.Net;

namespace Soquete.Probing;

/// <summary>Asks one address of a host whether it is there, and how long that takes.</summary>
/// <remarks>
/// <para>
/// Echo requests need no authority where <c>net.ipv4.ping_group_range</c> allows the process's group, and CAP_NET_RAW
/// elsewhere. Times are from the send to the kernel's receipt, so no thread that is late adds to them.
/// </para>
/// <para>It runs once. The summary can be asked for by any thread, at any time.</para>
/// </remarks>
public sealed class Pinger : IDisposable
{
    private readonly PingRun _run;
    private int _isStarted;

    private Pinger(PingTarget target, PingRun run)
    {
        Target = target;
        _run = run;
    }

    /// <summary>Who is asked, as it was said.</summary>
    public PingTarget Target { get; }

    /// <summary>The address that is asked: the first of the name's to which there is a route.</summary>
    public IPAddress Address => _run.Address;

    /// <summary>
    /// The identifier of the echo requests, which the kernel chooses where no authority is needed; null for ports.
    /// </summary>
    public int? Identifier => _run.Identifier;

    /// <summary>Whether echo requests are sent without authority (icmp(7)); false for ports.</summary>
    public bool IsUnprivileged => _run.IsUnprivileged;

    /// <summary>What came of it so far.</summary>
    public PingSummary Summary => _run.Summary;

    /// <summary>Finds the address, and opens what is needed to ask it.</summary>
    /// <param name="target">Who is asked.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or does not go with the target.</exception>
    /// <exception cref="SocketAuthorityException">This process may send no echo requests.</exception>
    /// <exception cref="SoqueteException">
    /// The name was not found, a socket failed, or a flood is to go to another machine.
    /// </exception>
    public static async ValueTask<Pinger> OpenAsync(
        PingTarget target, PingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        PingRun run = target.Method == PingMethod.Echo
            ? await EchoRun.OpenAsync(target, options, cancellationToken).ConfigureAwait(false)
            : await ReachabilityRun.OpenAsync(target, options, cancellationToken).ConfigureAwait(false);
        return new Pinger(target, run);
    }

    /// <summary>Sends the requests, and tells what happens to each.</summary>
    /// <param name="tell">
    /// Told of each event, one after the other, on the thread that asks: the next request waits for it. What it throws
    /// ends the run, and comes out of it.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The summary, once the count or the deadline is reached.</returns>
    /// <exception cref="InvalidOperationException">It has run before.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled; <see cref="Summary"/> is of what there was.
    /// </exception>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public Task<PingSummary> RunAsync(Action<PingEvent> tell, CancellationToken cancellationToken = default) =>
        RunAsync(tell, static () => false, cancellationToken);

    /// <summary>Closes the socket. A run is to be ended by its token first.</summary>
    public void Dispose() => _run.Dispose();

    /// <param name="tell">Told of each event.</param>
    /// <param name="pauses">Asked before each request whether it is to wait.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<PingSummary> RunAsync(
        Action<PingEvent> tell, Func<bool> pauses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        if (Interlocked.Exchange(ref _isStarted, 1) != 0)
        {
            throw new InvalidOperationException("A pinger runs once.");
        }

        await _run.RunAsync(tell, pauses, cancellationToken).ConfigureAwait(false);
        return Summary;
    }
}
