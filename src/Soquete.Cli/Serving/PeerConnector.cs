using Soquete.Addresses;
using Soquete.Cli.Events;
using Soquete.Cli.Verbs;
using Soquete.Streams;

namespace Soquete.Cli.Serving;

/// <summary>Connects for a verb, and tells what happens.</summary>
internal static class PeerConnector
{
    public static async Task<StreamConnection> ConnectAsync(
        this Invocation invocation, Address address, CancellationToken cancellationToken)
    {
        var connection = await StreamConnection.ConnectAsync(
            invocation.WithTimeout(address), invocation.Connections, cancellationToken);
        invocation.Events.Report(AssociationEvents.Connected(connection));
        return connection;
    }

    /// <summary>
    /// The address with the limit of --timeout, which shortens the address's own limit and never lengthens it.
    /// Datagrams connect to nobody, and need no time for it.
    /// </summary>
    public static Address WithTimeout(this Invocation invocation, Address address) =>
        invocation.Settings.Timeout is { } limit && address is SocketEndAddress socket
            && address is not IDatagramAddress && !(socket.ConnectTimeout < limit)
            ? socket with { ConnectTimeout = limit }
            : address;
}
