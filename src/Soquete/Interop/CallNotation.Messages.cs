using System.Runtime.InteropServices;
using System.Text;

namespace Soquete.Interop;

/// <content>Messages with names and control data.</content>
internal static partial class CallNotation
{
    /// <summary>What a message is shown as where the call failed.</summary>
    public const string UnfilledMessage = "{" + Unfilled + "}";

    /// <summary>How many messages of a batch are shown.</summary>
    private const int ShownMessages = 4;

    private static readonly (MessageFlags Flag, string Name)[] FlagNames =
    [
        (MessageFlags.ControlTruncated, "MSG_CTRUNC"), (MessageFlags.Truncated, "MSG_TRUNC"),
        (MessageFlags.DoNotWait, "MSG_DONTWAIT"), (MessageFlags.ErrorQueue, "MSG_ERRQUEUE"),
        (MessageFlags.NoSignal, "MSG_NOSIGNAL"), (MessageFlags.WaitForOne, "MSG_WAITFORONE"),
        (MessageFlags.CloseOnExec, "MSG_CMSG_CLOEXEC"),
    ];

    private static readonly ((int Level, int Type) Kind, string Level, string Type)[] ControlNames =
    [
        (ControlKind.Rights, "SOL_SOCKET", "SCM_RIGHTS"), (ControlKind.Credentials, "SOL_SOCKET", "SCM_CREDENTIALS"),
        (ControlKind.Timestamp, "SOL_SOCKET", "SO_TIMESTAMPNS_OLD"), (ControlKind.IpTos, "SOL_IP", "IP_TOS"),
        (ControlKind.IpTtl, "SOL_IP", "IP_TTL"), (ControlKind.IpPacketInfo, "SOL_IP", "IP_PKTINFO"),
        (ControlKind.IpError, "SOL_IP", "IP_RECVERR"), (ControlKind.Ipv6Error, "SOL_IPV6", "IPV6_RECVERR"),
        (ControlKind.Ipv6PacketInfo, "SOL_IPV6", "IPV6_PKTINFO"),
        (ControlKind.Ipv6HopLimit, "SOL_IPV6", "IPV6_HOPLIMIT"),
        (ControlKind.Ipv6TrafficClass, "SOL_IPV6", "IPV6_TCLASS"), (ControlKind.UdpSegment, "SOL_UDP", "UDP_SEGMENT"),
        (ControlKind.UdpGro, "SOL_UDP", "UDP_GRO"),
    ];

    /// <summary>Flags joined by bars; 0 for none.</summary>
    public static string FlagsText(MessageFlags flags)
    {
        var names = FlagNames.Where(entry => flags.HasFlag(entry.Flag)).Select(entry => entry.Name);
        return flags == MessageFlags.None ? "0" : string.Join('|', names);
    }

    /// <summary><c>sendto(2)</c>: a connected socket's name is NULL.</summary>
    public static string SentArguments(string fd, ReadOnlySpan<byte> payload, string flags, in SocketName to)
    {
        var name = to.Length == 0 ? "NULL" : NameText(to);
        return $"{DataArguments(fd, payload, payload.Length, flags)}, {name}, {Number(to.Length)}";
    }

    /// <summary><c>struct msghdr</c> as recvmsg(2) filled it in.</summary>
    public static string ReceivedMessage(
        ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name, ReadOnlySpan<byte> control, MessageFlags flags) =>
        MessageText(payload, SocketName.FromBytes(name), control) + $", msg_flags={FlagsText(flags)}}}";

    /// <summary><c>struct msghdr</c> as sendmsg(2) is given it.</summary>
    public static string SentMessage(ReadOnlySpan<byte> payload, in SocketName to, ReadOnlySpan<byte> control) =>
        MessageText(payload, to, control) + ", msg_flags=0}";

    /// <summary>The first few of a batch.</summary>
    public static string ManyMessages(MessageBlock block, int first, int count, bool isReceived)
    {
        var text = new StringBuilder("[");
        for (var slot = first; slot < first + Math.Min(count, ShownMessages); slot++)
        {
            ref var message = ref block.Header(slot);
            var length = isReceived ? (int)message.Count : -1;
            text.Append(slot == first ? "" : ", ").Append("{msg_hdr=").Append(SlotText(block, slot, length));
            text.Append(isReceived ? $", msg_len={Number(length)}}}" : "}");
        }

        return text.Append(count > ShownMessages ? ", ...]" : "]").ToString();
    }

    private static string SlotText(MessageBlock block, int slot, int length)
    {
        block.Read(slot, out var payload, out var name, out var control);
        return length < 0
            ? SentMessage(payload, SocketName.FromBytes(name), control)
            : ReceivedMessage(
                payload[..Math.Min(length, payload.Length)], name, control, block.Header(slot).Header.Flags);
    }

    private static string MessageText(ReadOnlySpan<byte> payload, in SocketName name, ReadOnlySpan<byte> control)
    {
        var text = new StringBuilder("{msg_name=").Append(name.Length == 0 ? "NULL" : NameText(name));
        text.Append(", msg_namelen=").Append(Number(name.Length)).Append(", msg_iov=[{iov_base=");
        QuotedBytes.Append(text, payload[..Math.Min(payload.Length, ShownBytes)]);
        text.Append(payload.Length > ShownBytes ? "..." : "").Append(", iov_len=").Append(Number(payload.Length));
        text.Append("}], msg_iovlen=1, ");
        AppendControl(text, control);
        return text.Append("msg_controllen=").Append(Number(control.Length)).ToString();
    }

    private static void AppendControl(StringBuilder text, ReadOnlySpan<byte> control)
    {
        var separator = "msg_control=[";
        while (ControlMessage.TryRead(ref control, out var message))
        {
            var kind = message.Kind;
            var found = Array.Find(ControlNames, entry => entry.Kind == kind);
            var length = ControlMessage.HeaderBytes + message.Data.Length;
            text.Append(separator).Append("{cmsg_len=").Append(Number(length));
            text.Append(", cmsg_level=").Append(found.Level ?? Number(kind.Level));
            text.Append(", cmsg_type=").Append(found.Type ?? Number(kind.Type));
            AppendData(text, message);
            text.Append('}');
            separator = ", ";
        }

        text.Append(separator[0] == ',' ? "], " : "");
    }

    private static void AppendData(StringBuilder text, in ControlMessage message)
    {
        var numbers = MemoryMarshal.Cast<byte, int>(message.Data);
        if (message.Kind == ControlKind.Rights)
        {
            text.Append(", cmsg_data=[").Append(string.Join(", ", numbers.ToArray())).Append(']');
        }
        else if (message.Kind == ControlKind.Credentials && numbers.Length >= 3)
        {
            text.Append($", cmsg_data={{pid={numbers[0]}, uid={numbers[1]}, gid={numbers[2]}}}");
        }
        else if (message.Data.Length <= sizeof(int))
        {
            // strace prints the bits of a type of service in hexadecimal, but for none.
            var number = message.ToNumber();
            var isBits = message.Kind == ControlKind.IpTos && number != 0;
            text.Append(", cmsg_data=[").Append(isBits ? Hexadecimal(number) : Number(number)).Append(']');
        }
    }
}
