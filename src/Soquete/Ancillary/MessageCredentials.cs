using Soquete.Interop;

namespace Soquete.Ancillary;

/// <summary>Who sent a message over a unix socket (SCM_CREDENTIALS, unix(7)); checked by the kernel.</summary>
/// <param name="ProcessId">The process; 0 where it is not visible from this pid namespace.</param>
/// <param name="UserId">Its user: the effective one, unless it named its real or saved one.</param>
/// <param name="GroupId">Its group, likewise.</param>
public readonly record struct MessageCredentials(int ProcessId, uint UserId, uint GroupId)
{
    /// <summary>This process, as the kernel names it where nothing is said.</summary>
    public static MessageCredentials OfThisProcess =>
        new(ThisProcess.Id, ThisProcess.EffectiveUserId, ThisProcess.EffectiveGroupId);

    /// <summary><c>pid 1234 uid 1000 gid 1000</c>.</summary>
    public override string ToString() => $"pid {ProcessId} uid {UserId} gid {GroupId}";
}
