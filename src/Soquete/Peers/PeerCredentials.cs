using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Peers;

/// <summary>
/// Who is at the other end of a unix socket, as the kernel noted it when the peer
/// connected or listened (SO_PEERCRED, unix(7)).
/// </summary>
/// <param name="ProcessId">The process; 0 where it is not visible from this pid namespace.</param>
/// <param name="UserId">Its effective user.</param>
/// <param name="GroupId">Its effective group.</param>
/// <param name="SupplementaryGroups">Its supplementary groups (SO_PEERGROUPS).</param>
public sealed record PeerCredentials(int ProcessId, uint UserId, uint GroupId, IReadOnlyList<uint> SupplementaryGroups)
{
    /// <summary><c>pid 1234 uid 1000 gid 1000</c>.</summary>
    public override string ToString() => $"pid {ProcessId} uid {UserId} gid {GroupId}";

    /// <summary>Whether the peer is of this group, first or supplementary.</summary>
    public bool IsInGroup(uint groupId) => GroupId == groupId || SupplementaryGroups.Contains(groupId);

    internal static PeerCredentials? Of(SafeSocketHandle socket)
    {
        if (NativeSocket.PeerCredentials(socket, out var processId, out var userId, out var groupId) != Errno.None)
        {
            return null;
        }

        // A peer without supplementary groups, and a kernel older than 4.13, both give none.
        return NativeSocket.PeerGroups(socket, out var groups) == Errno.None
            ? new PeerCredentials((int)processId, userId, groupId, groups)
            : new PeerCredentials((int)processId, userId, groupId, []);
    }
}
