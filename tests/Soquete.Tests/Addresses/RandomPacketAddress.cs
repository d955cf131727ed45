using Soquete.Addresses;
using Soquete.Tests.Support;

namespace Soquete.Tests.Addresses;

/// <summary>Valid addresses of packet sockets.</summary>
internal static class RandomPacketAddress
{
    public static PacketAddress Next(Random random)
    {
        var isAny = random.Next(4) == 0;
        var name = isAny ? PacketAddress.AnyInterface : RandomText.Label(random, PacketAddress.MaxInterfaceBytes);
        var shared = RandomAddress.OfDatagrams(random, RandomAddress.Shared(random, new PacketAddress(name)));
        ushort? protocol = random.Coin() ? (ushort)random.Next(0x600, 0x10000) : null;
        var address = shared with
        {
            // What has no peers has no sessions and no part.
            Role = null, IdleTimeout = null, MaxSessions = null,
            Cooked = isAny ? random.Pick<bool?>(null, true) : RandomAddress.Flag(random),
            Promiscuous = isAny ? random.Pick<bool?>(null, false) : RandomAddress.Flag(random),
            Protocol = protocol,
            IgnoreOutgoing = protocol is null ? RandomAddress.Flag(random) : random.Pick<bool?>(null, true),
            SnapLength = random.Coin() ? random.Next(1, 262_145) : null,
        };
        return random.Coin() ? address : address with
        {
            Fanout = random.Next(65_536),
            FanoutMode = random.Coin() ? null : random.Pick(Enum.GetValues<FanoutMode>()),
        };
    }
}
