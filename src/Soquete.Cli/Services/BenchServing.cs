using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Verbs;

namespace Soquete.Cli.Services;

/// <summary>The other end of <c>bench</c>: the library's, with its events told.</summary>
internal static class BenchServing
{
    public static async Task ServeBenchAsync(this Invocation invocation, Address address)
    {
        using var patience = ServiceRun.PatienceOf(invocation);
        var options = new BenchmarkServerOptions
        {
            Connections = invocation.Connections,
            MaxClients = invocation.Typed.Count(ServingOptions.Max) ?? BenchmarkServerOptions.DefaultMaxClients,
        };
        await using var server = await BenchmarkServer.ListenAsync(address, options, patience.Over);
        server.OnBegun = client =>
        {
            patience.Came();
            invocation.Events.Report(BenchEvents.Begun(client));
        };
        server.OnEnded = client => invocation.Events.Report(BenchEvents.Ended(client));
        invocation.Events.Report(BenchEvents.Listening(server));
        await server.RunAsync(patience.Over);
        patience.ThrowIfOver(server.Address, "nobody measured anything");
    }
}
