using System.Net;
using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>An error of the queue (ip(7)): what was sent, and what was said of it.</summary>
internal readonly ref struct EchoTrouble
{
    /// <summary><c>struct sock_extended_err</c>, with the offender's name behind it.</summary>
    private const int ErrorBytes = 16;

    private const byte OriginIcmp = 2;
    private const byte OriginIcmpv6 = 3;

    private EchoTrouble(scoped ReadOnlySpan<byte> data, ReadOnlySpan<byte> request)
    {
        Request = request;
        Errno = (Errno)MemoryMarshal.Read<uint>(data);
        Origin = data[4];
        Type = data[5];
        Code = data[6];
        Info = MemoryMarshal.Read<uint>(data[8..]);
        Offender = IsOfNetwork && SocketName.FromBytes(data[ErrorBytes..]).Unmapped().TryGetInternet(out var end)
            ? end.Address
            : null;
    }

    /// <summary>What was sent, from its ICMP header on, as far as it was quoted.</summary>
    public ReadOnlySpan<byte> Request { get; }

    public Errno Errno { get; }

    /// <summary>Whether an ICMP message told it, and not this machine's kernel by itself.</summary>
    public bool IsOfNetwork => Origin is OriginIcmp or OriginIcmpv6;

    /// <summary>Who told it; null for this machine's kernel.</summary>
    public IPAddress? Offender { get; }

    private byte Origin { get; }

    private byte Type { get; }

    private byte Code { get; }

    private uint Info { get; }

    /// <summary>The MTU that does not fit.</summary>
    public int? Mtu => Errno == Errno.EMSGSIZE && Info > 0 ? (int)Info : null;

    public bool IsRedirect => Origin == OriginIcmp && Type == IcmpType.Redirect;

    public static bool TryRead(
        scoped ReadOnlySpan<byte> control, ReadOnlySpan<byte> request, out EchoTrouble trouble)
    {
        while (ControlMessage.TryRead(ref control, out var message))
        {
            if ((message.Kind == ControlKind.IpError || message.Kind == ControlKind.Ipv6Error)
                && message.Data.Length >= ErrorBytes)
            {
                trouble = new EchoTrouble(message.Data, request);
                return true;
            }
        }

        trouble = default;
        return false;
    }

    public PingError ToError() => !IsOfNetwork
        ? OfKernel(Errno, Mtu)
        : new PingError(ErrnoText.Name(Errno), Description)
        {
            Type = Type, Code = Code, PathMtu = Mtu,
            Gateway = IsRedirect ? new IPAddress((uint)IPAddress.HostToNetworkOrder((int)Info)) : null,
        };

    /// <summary>What this machine's kernel says by itself.</summary>
    public static PingError OfKernel(Errno error, int? mtu) =>
        new(ErrnoText.Name(error), ErrnoText.Describe(error)) { PathMtu = mtu };

    private string Description =>
        Origin == OriginIcmp ? IcmpType.Describe(Type, Code) : Icmpv6Type.Describe(Type, Code);
}
