using Microsoft.AspNetCore.Http;
using Soquete.Peers;

namespace Soquete.Kestrel;

/// <summary>What a request knows of the connection that it came over.</summary>
public static class SoqueteHttpContext
{
    /// <summary>
    /// The process and user that connected, as the kernel noted them; null over TCP, and where another transport
    /// carries the request.
    /// </summary>
    /// <param name="context">The request.</param>
    public static PeerCredentials? GetPeerCredentials(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<ISoqueteConnectionFeature>()?.PeerCredentials;
    }
}
