using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Mapping.Serving;

/// <summary>Serves a map as a page that is kept live in browsers.</summary>
/// <remarks>
/// Who does not have the token of <see cref="Url"/> is served nothing, nor is a request for a host that is not this
/// machine's. It listens where only this machine reaches it, unless it is allowed more. Members may be called on any
/// thread.
/// </remarks>
public sealed class MapPageServer : IAsyncDisposable
{
    private const int TokenBytes = 16;

    /// <summary>Events end at once when serving does; nothing else takes long.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly MapFeed _feed;

    private MapPageServer(StreamListener listener, MapPageServerOptions options)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        Address = listener.Address;
        Url = new Uri($"http://{HostOf(listener.LocalEnds)}/{token}/");
        _feed = new MapFeed(options.Capture, options.Interval);
        var viewing = new MapViewing(_feed, token, new HostCheck(listener.LocalEnds), options, _stop.Token);
        var server = new StreamServer(listener, viewing.ServeAsync) { Grace = Grace };
        Completion = RunAsync(server);
    }

    /// <summary>The address that is listened on, with the port that was taken.</summary>
    public Address Address { get; }

    /// <summary>
    /// What a browser opens, with the token. Of a unix socket the host is <c>localhost</c>, which is not connected to.
    /// </summary>
    public Uri Url { get; }

    /// <summary>Completes when serving has ended; with the exception that ended it where none was asked for.</summary>
    public Task Completion { get; }

    /// <summary>How many maps were captured.</summary>
    internal long Captured => _feed.Captured;

    /// <summary>How many browsers are shown the map.</summary>
    internal int Viewers => _feed.Viewers;

    /// <summary>Starts to serve.</summary>
    /// <param name="address">A TCP or unix address; port 0 takes a free one.</param>
    /// <param name="options">What is served, and to whom; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit of the options is not positive.</exception>
    /// <exception cref="AddressFormatException">The address cannot be listened on.</exception>
    /// <exception cref="SoqueteException">
    /// In use, not permitted, not found or failed; or other machines could reach it, and
    /// <see cref="MapPageServerOptions.AllowRemote"/> is not set (<see cref="FailureKind.Usage"/>).
    /// </exception>
    public static async Task<MapPageServer> StartAsync(
        Address address, MapPageServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MapPageServerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostViewers, 1);
        var listener = await StreamListener.ListenAsync(address, cancellationToken).ConfigureAwait(false);
        if (listener.IsOpenToOthers && !options.AllowRemote)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            throw new SoqueteException(
                FailureKind.Usage, $"{address}", "other machines could read the map there",
                remedy: "listen on the loopback or on a unix socket, or allow it explicitly");
        }

        return new MapPageServer(listener, options);
    }

    /// <summary>Stops serving: no more requests are taken, and pages are told that it ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>The loopback where that is listened on, and with IPv4, which every browser has.</summary>
    private static string HostOf(IReadOnlyList<SocketEnd> ends)
    {
        var end = ends.OrderBy(end => end.Address?.AddressFamily != AddressFamily.InterNetwork).First();
        return end.Address is not { } address ? "localhost" : string.Create(
            CultureInfo.InvariantCulture, $"{(IsAny(end) ? "127.0.0.1" : HostCheck.Text(address))}:{end.Port}");
    }

    private static bool IsAny(SocketEnd end) =>
        end.Address!.Equals(System.Net.IPAddress.Any) || end.Address.Equals(System.Net.IPAddress.IPv6Any);

    /// <summary>Serves until told to stop; where capturing or listening fails, the other one ends too.</summary>
    private async Task RunAsync(StreamServer server)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        // Capturing takes a moment, and whoever starts a server does not wait for it.
        var feeding = Task.Run(() => _feed.RunAsync(end.Token), CancellationToken.None);
        var serving = server.RunAsync(end.Token);
        await Task.WhenAny(feeding, serving).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await serving.ConfigureAwait(false);
        try
        {
            await feeding.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // It was told to stop.
        }
    }
}
