using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soquete.Benchmarks.Web;
using Soquete.Engines;
using Soquete.Kestrel;

// A server of two answers, carried by Kestrel's own sockets or by Soquete, for a load generator to ask.

var settings = Settings.Read(args);
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.None);
builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
if (settings.IsSoquete)
{
    builder.WebHost.UseSoquete(options =>
    {
        options.EngineOptions = new EngineOptions { Kind = settings.Engine, Threads = settings.Threads };
        options.Execution = settings.Execution;
    });
}
else
{
    builder.Services.Configure<SocketTransportOptions>(options =>
    {
        options.IOQueueCount = settings.Threads;
        options.UnsafePreferInlineScheduling = settings.Execution == Execution.Inline;
    });
}

var app = builder.Build();
app.Run(Answers.AnswerAsync);
await app.StartAsync();
var addresses = ((IApplicationBuilder)app).ServerFeatures.Get<IServerAddressesFeature>()!.Addresses;
Console.WriteLine($"listening on {string.Join(' ', addresses)}");
await app.WaitForShutdownAsync();

void Listen(KestrelServerOptions options)
{
    options.AddServerHeader = false;
    if (settings.Path is { } path)
    {
        options.ListenUnixSocket(path);
    }
    else
    {
        options.Listen(IPAddress.Loopback, settings.Port);
    }
}
