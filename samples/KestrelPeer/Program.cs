using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Soquete.Addresses;
using Soquete.Kestrel;
using Soquete.Streams;

// A web API on a unix socket, which needs no passwords: the kernel says which user is asking.

var path = Path.Combine(Path.GetTempPath(), $"soquete-{Environment.ProcessId}.sock");
var owner = await OwnUserAsync();
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseSoquete();

// Everybody may connect, by the mode. Who may do what is decided below.
builder.WebHost.ConfigureKestrel(options => options.Listen(new SoqueteEndPoint($"unix:{path},mode=666")));
await using var app = builder.Build();
app.MapGet("/who", (HttpContext context) => $"{context.GetPeerCredentials()}");
app.MapGet("/owner", () => "it is yours").AddEndpointFilter(Only(owner));
app.MapGet("/stranger", () => "never seen").AddEndpointFilter(Only(owner + 1));
await app.StartAsync();

using var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync };
using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost/") };
foreach (var page in new[] { "who", "owner", "stranger" })
{
    using var answer = await http.GetAsync(page);
    Console.WriteLine($"{page}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
}

// Lets the requests of one user pass.
static Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> Only(uint user) =>
    (invocation, next) => invocation.HttpContext.GetPeerCredentials() is { } peer && peer.UserId == user
        ? next(invocation)
        : ValueTask.FromResult<object?>(Results.Text("not for you", statusCode: StatusCodes.Status403Forbidden));

async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
{
    var connection = await StreamConnection.ConnectAsync(new UnixAddress(path), cancellationToken);
    return connection.AsStream();
}

// The user of this process, as the kernel tells it of a connection to itself.
static async Task<uint> OwnUserAsync()
{
    await using var listener = await StreamListener.ListenAsync(new UnixAddress($"@soquete-{Environment.ProcessId}"));
    await using var client = await StreamConnection.ConnectAsync(listener.Address);
    return client.PeerCredentials!.UserId;
}
