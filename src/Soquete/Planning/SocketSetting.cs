using System.Net;
using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>One setsockopt(2) that an option becomes.</summary>
internal readonly record struct SocketSetting(SocketOption Option, int Value, string? Text = null)
{
    private GroupMembership? Membership { get; init; }

    /// <summary>
    /// MCAST_JOIN_GROUP, or MCAST_JOIN_SOURCE_GROUP with a source; interface 0 is the system's choice.
    /// </summary>
    public static SocketSetting Join(uint interfaceIndex, IPAddress group, IPAddress? source) => Of(
        (group.AddressFamily, source) switch
        {
            (AddressFamily.InterNetwork, null) => SocketOption.IpJoinGroup,
            (AddressFamily.InterNetwork, _) => SocketOption.IpJoinSource,
            (_, null) => SocketOption.Ipv6JoinGroup,
            _ => SocketOption.Ipv6JoinSource,
        },
        new GroupMembership(interfaceIndex, group, source));

    /// <summary>MCAST_LEAVE_GROUP, or MCAST_LEAVE_SOURCE_GROUP with a source.</summary>
    public static SocketSetting Leave(uint interfaceIndex, IPAddress group, IPAddress? source) => Of(
        (group.AddressFamily, source) switch
        {
            (AddressFamily.InterNetwork, null) => SocketOption.IpLeaveGroup,
            (AddressFamily.InterNetwork, _) => SocketOption.IpLeaveSource,
            (_, null) => SocketOption.Ipv6LeaveGroup,
            _ => SocketOption.Ipv6LeaveSource,
        },
        new GroupMembership(interfaceIndex, group, source));

    /// <summary>IP_MULTICAST_IF, which takes a number only within <c>struct ip_mreqn</c>.</summary>
    public static SocketSetting OutgoingInterface(int interfaceIndex) =>
        Of(SocketOption.IpMulticastIf, new GroupMembership((uint)interfaceIndex, null, null));

    public Errno Apply(SafeSocketHandle socket) =>
        Membership is { } membership ? NativeSocket.SetOption(socket, Option, membership)
        : Text is not null ? NativeSocket.SetOption(socket, Option, Text)
        : NativeSocket.SetOption(socket, Option, Value);

    public string Notation(string descriptor) =>
        Membership is { } membership ? CallNotation.OptionArguments(descriptor, Option, membership)
        : Text is not null ? CallNotation.OptionArguments(descriptor, Option, Text)
        : CallNotation.OptionArguments(descriptor, Option, Value);

    private static SocketSetting Of(SocketOption option, GroupMembership membership) =>
        new(option, 0) { Membership = membership };
}
