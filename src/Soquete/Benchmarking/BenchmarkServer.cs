using Soquete.Addresses;
using Soquete.Benchmarking.Measuring;
using Soquete.Benchmarking.Serving;
using Soquete.Datagrams;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Benchmarking;

/// <summary>
/// The other end of a <see cref="LinkBenchmark"/>, for many clients at once: over <c>tcp</c>, <c>unix</c>,
/// <c>unix-seqpacket</c>, <c>udp</c> and <c>unix-dgram</c>.
/// </summary>
/// <remarks>
/// What it speaks is in docs/bench-protocol.md. It believes nothing that it has not checked: every number has a bound,
/// data connections need the token of their client, and over datagrams nobody is sent more than who has that token
/// asked for, so that it floods no third party. Members may be called on any thread.
/// </remarks>
public sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly SessionTable _table;
    private readonly IAsyncDisposable _listening;
    private readonly Func<CancellationToken, Task> _serve;

    private BenchmarkServer(StreamListener listener, BenchmarkServerOptions options)
        : this(listener, listener.Address, listener.LocalEnds, options)
    {
        var serving = new ConnectionServing(_table);
        var server = new StreamServer(
            listener, (peer, stop) => serving.ServeAsync(new StreamLink(peer), stop)) { Grace = TimeSpan.Zero };
        _serve = server.RunAsync;
    }

    private BenchmarkServer(MessageListener listener, BenchmarkServerOptions options)
        : this(listener, listener.Address, listener.LocalEnds, options)
    {
        var serving = new ConnectionServing(_table);
        var server = new MessageServer(
            listener, (peer, stop) => serving.ServeAsync(new PacketLink(peer), stop)) { Grace = TimeSpan.Zero };
        _serve = server.RunAsync;
    }

    private BenchmarkServer(DatagramSocket socket, BenchmarkServerOptions options)
        : this(socket, socket.Address, socket.LocalEnds, options)
    {
        _serve = stop => DatagramServing.ServeAsync(_table, socket, stop);
    }

    private BenchmarkServer(
        IAsyncDisposable listening, Address address, IReadOnlyList<SocketEnd> ends, BenchmarkServerOptions options)
    {
        _table = new SessionTable(options);
        _listening = listening;
        _serve = null!;
        Address = address;
        LocalEnds = ends;
    }

    /// <summary>The address that is listened on, with the port that was taken.</summary>
    public Address Address { get; }

    /// <summary>Each end that clients can connect or send to.</summary>
    public IReadOnlyList<SocketEnd> LocalEnds { get; }

    /// <summary>Whether machines other than this one can reach it.</summary>
    public bool IsOpenToOthers => LocalEnds.Any(end => end.IsOpenToOthers);

    /// <summary>
    /// A client began a measurement. Called on any thread, as is the next. Set before <see cref="RunAsync"/>.
    /// </summary>
    public Action<BenchmarkClient>? OnBegun
    {
        get => _table.OnBegun;
        set => _table.OnBegun = value;
    }

    /// <summary>A client's measurement ended.</summary>
    public Action<BenchmarkClient>? OnEnded
    {
        get => _table.OnEnded;
        set => _table.OnEnded = value;
    }

    /// <summary>Starts to listen; clients wait until <see cref="RunAsync"/>.</summary>
    /// <param name="address">The address.</param>
    /// <param name="options">What clients may do; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <exception cref="AddressFormatException">The address cannot be listened on, or is none of those.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="SoqueteException">
    /// In use, not permitted, not found or failed; see <see cref="SoqueteException.Kind"/>.
    /// </exception>
    public static async ValueTask<BenchmarkServer> ListenAsync(
        Address address, BenchmarkServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new BenchmarkServerOptions();
        options.Check();
        return address switch
        {
            IDatagramAddress and not RawAddress => new BenchmarkServer(
                await DatagramSocket.BindAsync(address, options.Connections.Driver, cancellationToken)
                    .ConfigureAwait(false),
                options),
            UnixSequencedPacketAddress => new BenchmarkServer(
                await MessageListener.ListenAsync(address, options.Connections, cancellationToken)
                    .ConfigureAwait(false),
                options),
            _ => new BenchmarkServer(
                await StreamListener.ListenAsync(address, options.Connections, cancellationToken)
                    .ConfigureAwait(false),
                options),
        };
    }

    /// <summary>Serves until the token is cancelled; what is being measured then is broken off.</summary>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="SoqueteException">The listener failed.</exception>
    public Task RunAsync(CancellationToken stop = default) => _serve(stop);

    /// <summary>Stops listening, and removes a unix path that it made.</summary>
    public ValueTask DisposeAsync() => _listening.DisposeAsync();
}
