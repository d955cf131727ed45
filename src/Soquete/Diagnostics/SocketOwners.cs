using System.Net;

namespace Soquete.Diagnostics;

/// <summary>
/// Tells which processes of this machine have which sockets of TCP and UDP, in the network namespace of this process.
/// </summary>
/// <remarks>
/// What the kernel says is kept, and read again for an end that is not known, a few times a second at most: an end that
/// appeared and went in between is never found, and one that was taken over by another process may be told wrongly for
/// a moment. Processes of others are found by root alone (ptrace(2)). Not for several threads at once.
/// </remarks>
public sealed class SocketOwners
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _clock;
    private SocketOwnerTable _table = SocketOwnerTable.Empty;
    private long? _read;

    /// <summary>Knows nothing yet; reads when it is asked.</summary>
    /// <param name="clock">What tells how long ago it was read; null for the system's.</param>
    public SocketOwners(TimeProvider? clock = null) => _clock = clock ?? TimeProvider.System;

    /// <summary>Finds who has the socket of an end.</summary>
    /// <param name="protocol">TCP or UDP (<see cref="Wire.Internet.IpProtocol"/>).</param>
    /// <param name="local">The end that is asked for.</param>
    /// <param name="remote">The other end.</param>
    /// <param name="owner">
    /// The process that has it; of several the one with the lowest number. A socket that is joined to the other end is
    /// meant, or else one that is bound to the local end, or to its port.
    /// </param>
    /// <returns>False where nobody here has such a socket, or it is not known yet.</returns>
    /// <exception cref="SoqueteException">The kernel does not tell of its sockets (sock_diag(7)).</exception>
    public bool TryFind(byte protocol, IPEndPoint local, IPEndPoint remote, out SocketOwner? owner)
    {
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(remote);
        owner = _table.Find(protocol, local, remote);
        if (owner is null && MayRead())
        {
            _table = SocketOwnerTable.Read();
            _read = _clock.GetTimestamp();
            owner = _table.Find(protocol, local, remote);
        }

        return owner is not null;
    }

    private bool MayRead() => _read is not { } read || _clock.GetElapsedTime(read) >= Pause;
}
