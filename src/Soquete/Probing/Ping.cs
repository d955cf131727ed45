using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Soquete.Probing;

/// <summary>Asks a host whether it is there, in one call.</summary>
public static class Ping
{
    /// <summary>How many events may wait for their reader until no more requests are sent.</summary>
    internal const int MostUnread = 32_768;

    /// <summary>Sends requests, and gives what happens to each, as it happens.</summary>
    /// <remarks>
    /// <para>
    /// It ends with its count, its deadline or the token. Where events are not read, no more requests are sent before
    /// they are; what others send meanwhile is counted, and told up to a limit.
    /// </para>
    /// <code>
    /// await foreach (var what in Ping.RunAsync("localhost", new PingOptions { Count = 3 }))
    /// {
    ///     Console.WriteLine($"{what.Kind} {what.Source} {what.RoundTrip}");
    /// }
    /// </code>
    /// </remarks>
    /// <param name="target">As <see cref="PingTarget.Parse"/> reads it.</param>
    /// <param name="options">How; null for a request a second, without an end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Addresses.AddressFormatException">The target is none.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or does not go with the target.</exception>
    /// <exception cref="SocketAuthorityException">This process may send no echo requests.</exception>
    /// <exception cref="SoqueteException">The name was not found, or a socket failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IAsyncEnumerable<PingEvent> RunAsync(
        string target, PingOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PingTarget.Parse(target), options ?? new PingOptions(), cancellationToken);

    private static async IAsyncEnumerable<PingEvent> RunAsync(
        PingTarget target, PingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var pinger = await Pinger.OpenAsync(target, options, cancellationToken).ConfigureAwait(false);
        var events = Channel.CreateBounded<PingEvent>(
            new BoundedChannelOptions(2 * MostUnread) { FullMode = BoundedChannelFullMode.DropWrite });
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunIntoAsync(pinger, events, abandoned.Token);
        try
        {
            await foreach (var what in events.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return what;
            }
        }
        finally
        {
            await abandoned.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }

    /// <summary>Its failure is the channel's: whoever reads on is told.</summary>
    private static async Task RunIntoAsync(
        Pinger pinger, Channel<PingEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await pinger.RunAsync(
                what => events.Writer.TryWrite(what), () => events.Reader.Count >= MostUnread, cancellationToken)
                .ConfigureAwait(false);
            events.Writer.Complete();
        }
        catch (Exception failure)
        {
            events.Writer.Complete(failure);
        }
    }
}
