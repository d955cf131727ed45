using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Soquete.Engines;

namespace Soquete.Kestrel.Tests.Support;

/// <summary>
/// A server that runs, carried as a test asks. When it is disposed of it must have nothing in its log that it should
/// not have.
/// </summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>The server's number for what an application threw.</summary>
    private const int ApplicationFailed = 13;

    private const int CallbackFailed = 16;

    private readonly TemporaryFolder _folder = new();
    private readonly Carrier _carrier;
    private readonly ServerPlan _plan;
    private readonly WebApplication _application;
    private bool _stopped;

    private Server(Carrier carrier, ServerPlan plan)
    {
        (_carrier, _plan) = (carrier, plan);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Log);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        builder.WebHost.UseSoquete(options =>
        {
            options.EngineOptions = new EngineOptions { Kind = carrier.Engine, Threads = 2 };
            options.Execution = carrier.Execution;
            plan.Transport(options);
        });
        _application = builder.Build();
        plan.Middleware(_application);
        _application.Run(plan.Request ?? (_ => Task.CompletedTask));
    }

    public LogCollector Log { get; } = new();

    public IServiceProvider Services => _application.Services;

    public string Path => _folder["server"];

    /// <summary>Where the server says that it listens.</summary>
    public string Address =>
        ((IApplicationBuilder)_application).ServerFeatures.Get<IServerAddressesFeature>()!.Addresses.Single();

    public int Port => int.Parse(Address[(Address.LastIndexOf(':') + 1)..], null);

    /// <summary>What a client connects to.</summary>
    public EndPoint EndPoint =>
        _carrier.IsUnix ? new UnixDomainSocketEndPoint(Path) : new IPEndPoint(IPAddress.Loopback, Port);

    public static Task<Server> StartAsync(Carrier carrier, RequestDelegate request) =>
        StartAsync(carrier, new ServerPlan { Request = request });

    public static async Task<Server> StartAsync(Carrier carrier, ServerPlan plan)
    {
        var server = new Server(carrier, plan);
        await server._application.StartAsync();
        return server;
    }

    public async Task<RawClient> ConnectAsync()
    {
        var (socket, end) = Open();
        await socket.ConnectAsync(end).Soon();
        return new RawClient(socket);
    }

    /// <summary>
    /// A socket whose calls block in the kernel: one that has ever been awaited does not, and allocates where it waits.
    /// </summary>
    public Socket ConnectToBlock()
    {
        var (socket, end) = Open();
        socket.Connect(end);
        return socket;
    }

    /// <summary>A client of HTTP, to be disposed of by the test.</summary>
    public HttpClient Http(Version? version = null) => new(Handler())
    {
        BaseAddress = new Uri("http://localhost/"),
        DefaultRequestVersion = version ?? HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = Limits.Transfer,
    };

    public SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = async (_, _) => new NetworkStream((await ConnectAsync()).Socket, ownsSocket: true),
    };

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _stopped = true;
        await _application.StopAsync(cancellationToken).AtLast();
    }

    public async ValueTask DisposeAsync()
    {
        _plan.Held?.LetGo();
        if (!_stopped)
        {
            using var limit = new CancellationTokenSource(Limits.Event);
            await StopAsync(limit.Token);
        }

        await _application.DisposeAsync();
        _folder.Dispose();
        Assert.DoesNotContain(Log.Entries, IsProblem);
    }

    private (Socket Socket, EndPoint End) Open() => EndPoint is IPEndPoint end
        ? (new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, end)
        : (new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), EndPoint);

    private void Configure(KestrelServerOptions options)
    {
        _plan.Kestrel(options);
        var address = (_carrier.IsUnix ? $"unix:{Path}" : "tcp:127.0.0.1:0") + _plan.AddressOptions;
        options.Listen(new SoqueteEndPoint(address), listen =>
        {
            _plan.Listen(listen);
            if ((_plan.Connection ?? (_plan.Held is { } held ? held.HoldAsync : null)) is { } connection)
            {
                listen.Run(context => connection(context));
            }
        });
    }

    /// <summary>
    /// What a test does on purpose excuses what its application threw, and its callbacks, and nothing else.
    /// </summary>
    private bool IsProblem(LogEntry entry) => entry.Category == "Soquete.Kestrel"
        ? entry.Level >= LogLevel.Warning && !(_plan.MayFail && entry.Id.Id == CallbackFailed)
        : entry.Level >= LogLevel.Error && !(_plan.MayFail && entry.Id.Id == ApplicationFailed);
}
