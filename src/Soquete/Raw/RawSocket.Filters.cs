using System.Runtime.InteropServices;
using Soquete.Filters;
using Soquete.Interop;

namespace Soquete.Raw;

/// <content>Filters: what is not wanted is dropped in the kernel.</content>
public sealed partial class RawSocket
{
    private const int IcmpTypes = 32;
    private const int Icmpv6Types = 256;

    /// <summary>Has the kernel run a program on each packet, and drop what it rejects (SO_ATTACH_FILTER).</summary>
    /// <remarks>
    /// Over IPv4 the packet begins with its IP header, over IPv6 behind it. It takes the place of one that was attached
    /// before; what was received by then still comes.
    /// </remarks>
    /// <param name="program">The program.</param>
    /// <exception cref="SoqueteException">The kernel does not take it.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    public void Attach(BpfProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        _datagrams.Set("SO_ATTACH_FILTER", socket =>
            NativeSocket.AttachFilter(socket, MemoryMarshal.AsBytes(program.Instructions)));
    }

    /// <summary>Takes the program away again.</summary>
    /// <exception cref="SoqueteException">None is attached.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    public void Detach() => _datagrams.Set("SO_DETACH_FILTER", socket => NativeSocket.DetachFilter(socket));

    /// <summary>
    /// Lets messages of these types pass and no others (ICMP_FILTER, raw(7); ICMPV6_FILTER, RFC 3542 §3.2).
    /// </summary>
    /// <param name="types">
    /// The types of a socket of the protocol <c>icmp</c>, 0 to 31, or <c>ipv6-icmp</c>, 0 to 255.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">ICMP's filter has no such type.</exception>
    /// <exception cref="SoqueteException">The socket is of another protocol.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    public void PassIcmpTypes(params ReadOnlySpan<byte> types)
    {
        var isInet6 = Address.ProtocolNumber == Protocol.Icmpv6;
        var blocked = new uint[(isInet6 ? Icmpv6Types : IcmpTypes) / 32];
        Array.Fill(blocked, uint.MaxValue);
        foreach (var type in types)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(type / 32, blocked.Length, nameof(types));
            blocked[type / 32] &= ~(1u << (type % 32));
        }

        var option = isInet6 ? SocketOption.Icmpv6Filter : SocketOption.IcmpFilter;
        _datagrams.Set(option.NameText, socket => NativeSocket.SetBlockedTypes(socket, option, blocked));
    }
}
