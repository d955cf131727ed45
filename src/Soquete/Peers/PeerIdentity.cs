using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Peers;

/// <summary>
/// Whom a connection is with. Of accepted unix sockets the kernel is asked once somebody wants to know, which most
/// servers never do: it says the same as long as the socket is open.
/// </summary>
internal struct PeerIdentity
{
    private readonly ListeningEnd? _end;
    private Association? _association;
    private PeerCredentials? _credentials;
    private volatile bool _hasCredentials;

    /// <summary>What is known from the start.</summary>
    public PeerIdentity(Association association, PeerCredentials? credentials) =>
        (_association, _credentials, _hasCredentials) = (association, credentials, true);

    /// <summary>What a unix socket accepted.</summary>
    public PeerIdentity(ListeningEnd end) => _end = end;

    public readonly string Protocol => (_association ?? _end!.WithUnnamed).Protocol;

    /// <summary>The association. Any thread may ask, and all get the same object.</summary>
    public Association AssociationOf(SafeSocketHandle? socket) => _association ?? FindAssociation(socket);

    /// <summary>The credentials; null where there are none, or the socket was closed before anybody asked.</summary>
    public PeerCredentials? CredentialsOf(SafeSocketHandle? socket)
    {
        if (!_hasCredentials && socket is { IsClosed: false })
        {
            try
            {
                _credentials = PeerCredentials.Of(socket);
                _hasCredentials = true;
            }
            catch (ObjectDisposedException)
            {
                // Another thread closed it just now.
            }
        }

        return _credentials;
    }

    /// <summary>The socket is about to be closed, and what failures name has to be known after that.</summary>
    public void Settle(SafeSocketHandle? socket) => _ = AssociationOf(socket);

    private Association FindAssociation(SafeSocketHandle? socket)
    {
        var found = _end!.With(NameOf(socket));
        return Interlocked.CompareExchange(ref _association, found, null) ?? found;
    }

    private static SocketEnd NameOf(SafeSocketHandle? socket)
    {
        try
        {
            return socket is { IsClosed: false } && NativeSocket.PeerName(socket, out var name) == Errno.None
                ? SocketEnd.Of(name)
                : SocketEnd.Unnamed;
        }
        catch (ObjectDisposedException)
        {
            // Another thread closed it just now, and the connection's own close has asked before.
            return SocketEnd.Unnamed;
        }
    }
}
