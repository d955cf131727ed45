using Soquete.Addresses;
using Soquete.Ancillary;

namespace Soquete.Cli.Events;

/// <summary>The fields that tell who a peer is, the same in every event.</summary>
internal static class PeerFields
{
    public static (string Name, object? Value)[] Of(Association association) =>
    [
        ("protocol", association.Protocol),
        ("local", association.Local.ToString()), ("remote", association.Remote.ToString()),
    ];

    public static (string Name, object? Value)[] Of(int? processId, uint? userId, uint? groupId) =>
        [("pid", processId), ("uid", userId), ("gid", groupId)];

    public static (string Name, object? Value)[] Of(MessageCredentials? credentials) =>
        Of(credentials?.ProcessId, credentials?.UserId, credentials?.GroupId);
}
