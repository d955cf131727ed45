using System.Net;
using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>One setsockopt(2) that an option becomes.</summary>
internal readonly record struct SocketSetting(SocketOption Option, int Value, string? Text = null)
{
    private IOptionStructure? Structure { get; init; }

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

    /// <summary>An option that takes a structure.</summary>
    public static SocketSetting Of(SocketOption option, IOptionStructure structure) =>
        new(option, 0) { Structure = structure };

    public Errno Apply(SafeSocketHandle socket) =>
        Structure is { } structure ? NativeSocket.SetOption(socket, Option, structure)
        : Text is not null ? NativeSocket.SetOption(socket, Option, Text)
        : NativeSocket.SetOption(socket, Option, Value);

    public string Notation(string descriptor) =>
        Structure is { } structure ? CallNotation.OptionArguments(descriptor, Option, structure)
        : Text is not null ? CallNotation.OptionArguments(descriptor, Option, Text)
        : CallNotation.OptionArguments(descriptor, Option, Value);
}
