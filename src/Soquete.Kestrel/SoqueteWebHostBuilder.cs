using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Soquete.Kestrel.Diagnostics;
using Soquete.Kestrel.Listening;

namespace Soquete.Kestrel;

/// <summary>Gives a web host this transport.</summary>
public static class SoqueteWebHostBuilder
{
    /// <summary>
    /// Lets Kestrel listen through Soquete, on internet, unix and inherited sockets. Other endpoints, such as those of
    /// HTTP/3, stay with the transports that know them.
    /// </summary>
    /// <param name="builder">The builder of the host, such as <c>builder.WebHost</c>.</param>
    /// <param name="configure">Sets options; null leaves their defaults.</param>
    /// <returns>The builder.</returns>
    public static IWebHostBuilder UseSoquete(
        this IWebHostBuilder builder, Action<SoqueteTransportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices(services =>
        {
            // Of several factories that can bind an endpoint, Kestrel asks the one that was added last.
            services.AddMetrics();
            services.AddSingleton<TransportMetrics>();
            services.AddSingleton<IConnectionListenerFactory, TransportFactory>();
            if (configure is not null)
            {
                services.Configure(configure);
            }
        });
    }
}
