using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Soquete.Kestrel.Tests.Support;

/// <summary>What a server of a test does, and how it differs from the usual one.</summary>
internal sealed record ServerPlan
{
    /// <summary>Answers requests; null where <see cref="Connection"/> takes the connections themselves.</summary>
    public RequestDelegate? Request { get; init; }

    /// <summary>What stands before <see cref="Request"/>.</summary>
    public Action<IApplicationBuilder> Middleware { get; init; } = _ => { };

    /// <summary>Takes whole connections, without HTTP.</summary>
    public ConnectionDelegate? Connection { get; init; }

    /// <summary>Has the connections handed to a test.</summary>
    public Handled? Held { get; init; }

    public Action<SoqueteTransportOptions> Transport { get; init; } = _ => { };

    public Action<ListenOptions> Listen { get; init; } = _ => { };

    public Action<KestrelServerOptions> Kestrel { get; init; } = _ => { };

    /// <summary>Options of the address, after a comma.</summary>
    public string AddressOptions { get; init; } = "";

    /// <summary>Whether the server's log may have errors: the application of the test fails on purpose.</summary>
    public bool MayFail { get; init; }
}
