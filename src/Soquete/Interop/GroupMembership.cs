using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// A multicast group, an interface and a source, as setsockopt(2) takes them: <c>struct group_req</c>,
/// <c>struct group_source_req</c> (RFC 3678 §5), or <c>struct ip_mreqn</c> (ip(7)) where there is no group.
/// </summary>
internal sealed record GroupMembership(uint InterfaceIndex, IPAddress? Group, IPAddress? Source) : IOptionStructure
{
    /// <summary>The interface's number and the padding behind it, before the first name.</summary>
    public const int NamesOffset = 8;

    public const int InterfaceBytes = 12;
    public const int GroupBytes = NamesOffset + SocketNameBytes.Size;
    public const int SourceBytes = GroupBytes + SocketNameBytes.Size;

    public int Length => Group is null ? InterfaceBytes : Source is null ? GroupBytes : SourceBytes;

    public void WriteTo(Span<byte> value)
    {
        value[..Length].Clear();
        if (Group is null)
        {
            // imr_multiaddr and imr_address stay 0; imr_ifindex decides.
            MemoryMarshal.Write(value[8..], InterfaceIndex);
            return;
        }

        MemoryMarshal.Write(value, InterfaceIndex);
        NameOf(Group).Bytes.CopyTo(value[NamesOffset..]);
        if (Source is not null)
        {
            NameOf(Source).Bytes.CopyTo(value[GroupBytes..]);
        }
    }

    /// <summary>In the notation of strace(1).</summary>
    public override string ToString()
    {
        var name = InterfaceIndex == 0 ? "0"
            : Interfaces.NameOf(InterfaceIndex) is { } found ? $"if_nametoindex(\"{found}\")"
            : InterfaceIndex.ToString(CultureInfo.InvariantCulture);
        return Group is null
            ? $"{{imr_multiaddr=inet_addr(\"0.0.0.0\"), imr_address=inet_addr(\"0.0.0.0\"), imr_ifindex={name}}}"
            : Source is null ? $"{{gr_interface={name}, gr_group={CallNotation.NameText(NameOf(Group))}}}"
            : $"{{gsr_interface={name}, gsr_group={CallNotation.NameText(NameOf(Group))}, "
                + $"gsr_source={CallNotation.NameText(NameOf(Source))}}}";
    }

    private static SocketName NameOf(IPAddress address) => SocketName.FromInternet(new IPEndPoint(address, 0));
}
