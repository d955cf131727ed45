using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Soquete.Interop;

/// <content>Socket names.</content>
internal static partial class CallNotation
{
    /// <summary>VMADDR_FLAG_TO_HOST: a guest reaches its sibling by way of the host (linux/vm_sockets.h).</summary>
    private const byte ToHost = 1;

    /// <summary><c>bind(2)</c>, <c>connect(2)</c>: the descriptor, the name, its length.</summary>
    public static string NameArguments(string fd, in SocketName name) =>
        $"{fd}, {NameText(name)}, {Number(name.Length)}";

    /// <summary><c>getsockname(2)</c>, <c>getpeername(2)</c>: the name, which is the default where it failed.</summary>
    public static string FoundNameArguments(string fd, in SocketName name) => $"{fd}, {FoundName(name)}";

    /// <summary><c>accept4(2)</c>, with the flag that every descriptor of this process has.</summary>
    public static string AcceptArguments(string fd, in SocketName peer, Errno error) =>
        $"{fd}, {FoundName(error == Errno.None ? peer : default)}, SOCK_CLOEXEC";

    /// <summary>A socket name as strace prints the structure.</summary>
    public static string NameText(in SocketName name)
    {
        if (name.Domain == Domain.Unix)
        {
            return UnixText(name);
        }

        if (name.Domain == Domain.Packet)
        {
            return LinkText(name);
        }

        if (name.TryGetVsock(out var cid, out var port))
        {
            return VsockText(cid, port, name.VsockFlags);
        }

        if (!name.TryGetInternet(out var endPoint))
        {
            return $"{{sa_family={DomainText(name.Domain)}}}";
        }

        return name.Domain == Domain.Inet
            ? $"{{sa_family=AF_INET, sin_port=htons({Number(endPoint.Port)}), "
                + $"sin_addr=inet_addr(\"{endPoint.Address}\")}}"
            : Inet6Text(name.Bytes, endPoint);
    }

    private static string FoundName(in SocketName name)
    {
        var room = Number(SocketNameBytes.Size);
        return name.Length == 0 ? $"{Unfilled}, [{room}]" : $"{NameText(name)}, [{room} => {Number(name.Length)}]";
    }

    private static string Inet6Text(ReadOnlySpan<byte> sockaddr, IPEndPoint endPoint)
    {
        var flow = BinaryPrimitives.ReadUInt32BigEndian(sockaddr[4..]);
        var address = new IPAddress(sockaddr.Slice(8, 16));
        var scope = MemoryMarshal.Read<uint>(sockaddr[24..]);
        return $"{{sa_family=AF_INET6, sin6_port=htons({Number(endPoint.Port)}), sin6_flowinfo=htonl({Number(flow)}), "
            + $"inet_pton(AF_INET6, \"{address}\", &sin6_addr), sin6_scope_id={ScopeText(address, scope)}}}";
    }

    // strace names the interface where the scope can only be one: link-local addresses (RFC 4007, section 6).
    private static string ScopeText(IPAddress address, uint scope)
    {
        var isLinkLocal = address.IsIPv6LinkLocal || IsLinkLocalMulticast(address);
        return isLinkLocal && scope != 0 && Interfaces.NameOf(scope) is { } name
            ? $"if_nametoindex(\"{name}\")"
            : Number(scope);
    }

    private static bool IsLinkLocalMulticast(IPAddress address) =>
        address.IsIPv6Multicast && (address.GetAddressBytes()[1] & 0xf) == 2;

    private static string VsockText(uint cid, uint port, byte flags)
    {
        var cidText = cid switch
        {
            ContextId.Hypervisor => "VMADDR_CID_HYPERVISOR",
            ContextId.Local => "VMADDR_CID_LOCAL",
            ContextId.Host => "VMADDR_CID_HOST",
            ContextId.Any => "VMADDR_CID_ANY",
            _ => Hexadecimal((int)cid),
        };
        var portText = port switch
        {
            0 => "0",
            ContextId.AnyPort => "VMADDR_PORT_ANY",
            _ => Hexadecimal((int)port),
        };
        var flagsText = flags == ToHost ? "VMADDR_FLAG_TO_HOST" : Number(flags);
        return $"{{sa_family=AF_VSOCK, svm_cid={cidText}, svm_port={portText}, svm_flags={flagsText}}}";
    }

    private static string UnixText(in SocketName name)
    {
        if (name.UnixBytes.Length == 0)
        {
            return "{sa_family=AF_UNIX}";
        }

        var text = new StringBuilder("{sa_family=AF_UNIX, sun_path=");
        if (name.IsAbstract)
        {
            QuotedBytes.Append(text.Append('@'), name.UnixBytes[1..]);
        }
        else
        {
            QuotedBytes.Append(text, name.PathBytes);
        }

        return text.Append('}').ToString();
    }
}
