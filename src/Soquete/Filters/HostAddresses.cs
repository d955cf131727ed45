using System.Net;
using System.Net.Sockets;
using Soquete.Addresses.Resolution;

namespace Soquete.Filters;

/// <summary>All addresses of a host's name, of both versions of IP.</summary>
internal static class HostAddresses
{
    /// <exception cref="SoqueteException">The resolver does not answer.</exception>
    public static async ValueTask<IPAddress[]> FindAsync(
        string expression, string name, CancellationToken cancellationToken)
    {
        try
        {
            var v6 = await NameResolution.LookUpAsync(name, AddressFamily.InterNetworkV6, cancellationToken)
                .ConfigureAwait(false);
            var v4 = await NameResolution.LookUpAsync(name, AddressFamily.InterNetwork, cancellationToken)
                .ConfigureAwait(false);
            return [.. v6, .. v4];
        }
        catch (SocketException failure)
        {
            throw NotFound(expression, name, failure);
        }
    }

    public static SoqueteException NotFound(string expression, string name, SocketException? reason = null) => new(
        FailureKind.NameNotFound,
        expression,
        reason?.SocketErrorCode == SocketError.TryAgain
            ? $"the resolver did not answer for '{Printable.Shorten(name)}'"
            : $"no address was found for the name '{Printable.Shorten(name)}'",
        innerException: reason);
}
