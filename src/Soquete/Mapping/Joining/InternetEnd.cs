using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>
/// An address and port in a network namespace, to look up. IPv4 is as IPv6 maps it, since sockets of IPv6 have it so.
/// </summary>
internal readonly record struct InternetEnd(ulong Space, UInt128 Address, int Port)
{
    private const byte LoopbackNetwork = 127;

    /// <summary>0.0.0.0.</summary>
    public static readonly UInt128 AnyIPv4 = (UInt128)0xFFFF << 32;

    public bool IsIPv4 => Address >> 32 == 0xFFFF;

    /// <summary>Whether nothing of another machine, or of another namespace, is there.</summary>
    public bool IsLoopback => Address == UInt128.One || (IsIPv4 && (byte)(Address >> 24) == LoopbackNetwork);

    public static InternetEnd Of(ulong space, in InternetName name) =>
        new(space, name.IsIPv6 ? name.Number : AnyIPv4 | name.Number, name.Port);

    public bool Equals(InternetEnd other) =>
        Port == other.Port && Address == other.Address && Space == other.Space;

    public override int GetHashCode() => HashCode.Combine((ulong)(Address >> 64), (ulong)Address, Port, Space);
}
