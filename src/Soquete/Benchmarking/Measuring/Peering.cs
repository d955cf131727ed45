using Soquete.Addresses;
using Soquete.Benchmarking.Protocol;
using Soquete.Connections;
using Soquete.Datagrams;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Who is at the other end, and the connections to there.</summary>
internal sealed class Peering : IAsyncDisposable
{
    /// <summary>How many connections are made at once: a backlog has room for that.</summary>
    private const int MostAtOnce = 64;

    private readonly LinkBenchmark _benchmark;
    private ControlClient? _control;

    private Peering(LinkBenchmark benchmark) => _benchmark = benchmark;

    public BenchmarkPeer Peer { get; private set; }

    /// <summary>What the server is asked with; null for an echo.</summary>
    public ControlClient? Control => Peer == BenchmarkPeer.Server ? _control : null;

    public Address Address => _benchmark.Address;

    public bool IsDatagrams => Address is IDatagramAddress and not RawAddress;

    public string Engine => Options.Driver.Name;

    public TimeSpan Patience => _benchmark.Patience;

    /// <summary>What datagrams carry: the server's token, or towards an echo one of this client's.</summary>
    public ulong Token { get; private set; }

    private ConnectionOptions Options => _benchmark.Connections;

    /// <summary>Finds out who is there, and what it is to do.</summary>
    public static async Task<Peering> OpenAsync(
        LinkBenchmark benchmark, Plan plan, CancellationToken cancellationToken)
    {
        var peering = new Peering(benchmark);
        try
        {
            await peering.GreetAsync(plan, cancellationToken).ConfigureAwait(false);
            return peering;
        }
        catch
        {
            await peering.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells the server, where there is one, that what passes from now on counts.</summary>
    public Task MarkAsync(CancellationToken cancellationToken) =>
        Control?.TellAsync(MessageKind.Mark, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Opens connections, many at once, that have joined.</summary>
    public Task<DataLink[]> OpenLinksAsync(int count, CancellationToken cancellationToken) =>
        OpenManyAsync(count, OpenJoinedLinkAsync, cancellationToken);

    /// <summary>Opens sockets, many at once, that have joined.</summary>
    public Task<DatagramSocket[]> OpenSocketsAsync(int count, CancellationToken cancellationToken) =>
        OpenManyAsync(count, OpenJoinedSocketAsync, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_control is { } control)
        {
            await control.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<T[]> OpenManyAsync<T>(
        int count, Func<int, CancellationToken, Task<T>> open, CancellationToken cancellationToken)
        where T : class, IAsyncDisposable
    {
        var opened = new T?[count];
        try
        {
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken,
            };
            await Parallel.ForAsync(
                0, count, options,
                async (i, token) => opened[i] = await open(i, token).ConfigureAwait(false)).ConfigureAwait(false);
            return opened!;
        }
        catch
        {
            foreach (var one in opened.OfType<T>())
            {
                await one.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task GreetAsync(Plan plan, CancellationToken cancellationToken)
    {
        Peer = _benchmark.Peer;
        Token = (ulong)Random.Shared.NextInt64();
        if (Peer == BenchmarkPeer.Echo)
        {
            return;
        }

        _control = new ControlClient(await OpenWireAsync(cancellationToken).ConfigureAwait(false));
        var found = await _control.GreetAsync(cancellationToken).ConfigureAwait(false);
        if (Peer == BenchmarkPeer.Server && found != BenchmarkPeer.Server)
        {
            throw new SoqueteException(
                FailureKind.Usage, Address.ToString(), "this is an echo server, and no server of soquete bench");
        }

        Peer = found;
        if (found == BenchmarkPeer.Server)
        {
            Token = _control.Token;
            await _control.PlanAsync(plan with { Nonce = _control.Nonce }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<IControlWire> OpenWireAsync(CancellationToken cancellationToken) => IsDatagrams
        ? new DatagramWire(await OpenSocketAsync(cancellationToken).ConfigureAwait(false), Patience)
        : new LinkWire(await OpenLinkAsync(cancellationToken).ConfigureAwait(false), Patience);

    private async ValueTask<DataLink> OpenLinkAsync(CancellationToken cancellationToken) =>
        Address is UnixSequencedPacketAddress
            ? new PacketLink(
                await MessageConnection.ConnectAsync(Address, Options, cancellationToken).ConfigureAwait(false))
            : new StreamLink(
                await StreamConnection.ConnectAsync(Address, Options, cancellationToken).ConfigureAwait(false));

    private ValueTask<DatagramSocket> OpenSocketAsync(CancellationToken cancellationToken) =>
        DatagramSocket.ConnectAsync(Address, Options.Driver, cancellationToken);

    private async Task<DataLink> OpenJoinedLinkAsync(int connection, CancellationToken cancellationToken)
    {
        var link = await OpenLinkAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Control is not null)
            {
                await JoinAsync(new LinkWire(link, Patience), connection, cancellationToken).ConfigureAwait(false);
            }

            return link;
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task JoinAsync(LinkWire wire, int connection, CancellationToken cancellationToken)
    {
        var frame = new byte[BenchProtocol.MaxFrameBytes];
        var answer = new byte[BenchProtocol.MaxFrameBytes];
        var length = ControlClient.WriteJoin(frame, Token, connection);
        length = await wire.ExchangeAsync(frame.AsMemory(0, length), answer, cancellationToken).ConfigureAwait(false);
        if (ControlClient.ProblemOf(answer.AsSpan(0, length), wire.Peer) is { } problem)
        {
            throw problem;
        }

        ControlClient.RequireDone(answer.AsSpan(0, length), wire.Peer);
    }

    private async Task<DatagramSocket> OpenJoinedSocketAsync(int connection, CancellationToken cancellationToken)
    {
        var socket = await OpenSocketAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Control is not null)
            {
                var joining = new DatagramJoin(socket, Patience);
                await joining.RunAsync(Token, connection, cancellationToken).ConfigureAwait(false);
            }

            return socket;
        }
        catch
        {
            await socket.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
