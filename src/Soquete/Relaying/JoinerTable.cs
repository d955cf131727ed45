using Soquete.Addresses;
using Soquete.Relaying.Messages;
using Soquete.Relaying.Sessions;

namespace Soquete.Relaying;

/// <summary>Which joiner serves a pair of addresses.</summary>
internal static class JoinerTable
{
    /// <exception cref="AddressFormatException">They carry what does not fit, or cannot play their parts.</exception>
    public static Joiner For(RelayContext context)
    {
        var (from, to) = (context.From, context.To);
        var (first, second) = (EndKinds.Of(from), EndKinds.Of(to));
        RequireFit(from, first, to, second);
        return (first, second, Relay.JoinsOnce(from, to)) switch
        {
            (EndKind.Bytes, _, _) => new StreamJoiner(context),
            (EndKind.Datagrams, _, false) => new SessionJoiner(context),
            _ => new MessageJoiner(context),
        };
    }

    private static void RequireFit(Address from, EndKind first, Address to, EndKind second)
    {
        if (first.IsOfMessages() != second.IsOfMessages())
        {
            throw first.IsOfMessages() ? Unfit(bytes: to, messages: from) : Unfit(bytes: from, messages: to);
        }

        RequireWholeFrames(from);
        RequireWholeFrames(to);
        if (second == EndKind.Datagrams && to is SocketEndAddress { Role: AddressRole.Listen }
            && !Relay.JoinsOnce(from, to))
        {
            throw new AddressFormatException(
                to.ToString(), "one bound socket cannot be the other end of many: connect to it, or connect the first");
        }
    }

    /// <summary>What the kernel left to the hardware cannot be done for frames without their header.</summary>
    private static void RequireWholeFrames(Address address)
    {
        if (address is PacketAddress packet && (packet.IsAny || packet.Cooked == true))
        {
            throw new AddressFormatException(
                address.ToString(), "a relay passes the frames of one interface, with the header of its link");
        }
    }

    private static AddressFormatException Unfit(Address bytes, Address messages)
    {
        var what = EndKinds.Of(messages) == EndKind.Frames
            ? $"the frames of {messages.Scheme} at the other end"
            : $"the messages of {messages.Scheme} at the other end";
        return bytes is IFramedAddress
            ? new AddressFormatException(
                bytes.ToString(),
                $"nothing keeps {what} apart on {bytes.Scheme}: say 'frame=u16', 'frame=u32' or 'frame=line'",
                $"{bytes},frame=u16")
            : new AddressFormatException(bytes.ToString(), $"nothing keeps {what} apart on {bytes.Scheme}");
    }
}
