using Soquete.Wire.Internet;

namespace Soquete.Tests.Wire.Internet;

/// <summary>
/// Asks views of ICMP and its kin for everything that they can be asked for, and holds what they mean to what is
/// written of it. Each gives how many steps its enumerators took, or -1 where there is no view.
/// </summary>
internal static class IcmpReading
{
    public static int Icmp(byte[] bytes)
    {
        if (!IcmpView.TryRead(bytes, out var view))
        {
            return -1;
        }

        var message = IcmpMessage.Read(view);
        var written = new byte[message.Length];
        Assert.Equal(written.Length, message.Write(written));
        Assert.True(IcmpView.TryRead(written, out var again));
        Assert.True(again.IsChecksumValid);
        Assert.Equal(message, IcmpMessage.Read(again));
        // 0 and 0xFFFF are the same number in one's complement.
        Assert.True(view.IsChecksumValid == (view.Checksum == again.Checksum) || view.Checksum is 0 or 0xFFFF);
        Assert.Equal(view.QuotedPacket, message.QuotedPacket);
        Assert.Equal((view.Identifier, view.Sequence), (message.Identifier, message.Sequence));
        Assert.Equal((view.NextHopMtu, view.Pointer), (message.NextHopMtu, message.Pointer));
        Assert.Equal(view.Gateway, message.Gateway);
        Assert.Equal(view.TryGetTimestamps(out _), message.Timestamps is not null);
        Assert.NotEmpty(view.Description);
        _ = IpView.TryRead(view.QuotedPacket, out _);
        return view.TryGetExtension(out var extension) ? Extension(extension) : 0;
    }

    public static int Icmpv6(byte[] bytes)
    {
        if (!Icmpv6View.TryRead(bytes, out var view))
        {
            return -1;
        }

        Span<byte> addresses = stackalloc byte[32];
        var message = Icmpv6Message.Read(view);
        var written = new byte[message.Length];
        Assert.Equal(written.Length, message.Write(written, addresses[..16], addresses[16..]));
        Assert.True(Icmpv6View.TryRead(written, out var again));
        Assert.True(again.IsChecksumValid(addresses[..16], addresses[16..]));
        Assert.Equal(message, Icmpv6Message.Read(again));
        Assert.Equal(view.QuotedPacket, message.QuotedPacket);
        Assert.Equal(view.Data, message.Data);
        Assert.Equal((view.Identifier, view.Mtu, view.Pointer), (message.Identifier, message.Mtu, message.Pointer));
        Assert.NotEmpty(view.Description);
        return view.TryGetExtension(out var extension) ? Extension(extension) : 0;
    }

    public static int Extension(byte[] bytes) =>
        IcmpExtensionView.TryRead(bytes, out var view) ? Extension(view) : -1;

    public static int Nd(byte[] bytes)
    {
        if (!Icmpv6View.TryRead(bytes, out var icmp) || !NdView.TryRead(icmp, out var view))
        {
            return -1;
        }

        var steps = 0;
        foreach (var option in view.Options)
        {
            steps++;
            Assert.Equal(option.Bytes.Length, option.Data.Length + 2);
            Assert.Equal(option.IsPrefixInformation ? 16 : 0, option.PrefixBytes.Length);
            Assert.Equal(0, option.DnsServerBytes.Length % 16);
            _ = (option.Mtu, option.PrefixLength, option.IsOnLink, option.IsAutonomous, option.IsRouterAddress);
            _ = (option.ValidLifetime, option.PreferredLifetime, option.DnsLifetime, option.RedirectedPacket.Length);
            _ = (option.TryGetMacAddress(out _), option.LinkLayerAddressBytes.Length);
        }

        Assert.Equal(view.Options.IsWellFormed, steps == 0 ? view.Options.Bytes.IsEmpty : LastEnds(view.Options));
        var message = NdMessage.Read(view);
        Assert.Equal(steps, message.Options.Count);
        var written = new byte[message.Length];
        message.Write(written);
        Assert.True(Icmpv6View.TryRead(written, out var icmpAgain));
        Assert.True(NdView.TryRead(icmpAgain, out var again));
        Assert.Equal(message, NdMessage.Read(again));
        Assert.Equal(view.TargetBytes, again.TargetBytes);
        Assert.Equal(view.DestinationBytes, again.DestinationBytes);
        return steps;
    }

    public static int Igmp(byte[] bytes)
    {
        if (!IgmpView.TryRead(bytes, out var view))
        {
            return -1;
        }

        var message = IgmpMessage.Read(view);
        var written = new byte[message.Length];
        message.Write(written);
        Assert.True(IgmpView.TryRead(written, out var again));
        Assert.True(again.IsChecksumValid);
        Assert.True(again.IsWellFormed);
        Assert.Equal(message, IgmpMessage.Read(again));
        Assert.Equal(view.Version, again.Version);
        _ = (view.MaxResponseTime, view.QueryInterval, view.IsChecksumValid, view.IsWellFormed, view.Group);
        return Records(view.Records) + (view.SourceBytes.Length / 4);
    }

    public static int Mld(byte[] bytes)
    {
        if (!Icmpv6View.TryRead(bytes, out var icmp) || !MldView.TryRead(icmp, out var view))
        {
            return -1;
        }

        var message = MldMessage.Read(view);
        var written = new byte[message.Length];
        message.Write(written);
        Assert.True(Icmpv6View.TryRead(written, out var icmpAgain));
        Assert.True(MldView.TryRead(icmpAgain, out var again));
        Assert.True(again.IsWellFormed);
        Assert.Equal(message, MldMessage.Read(again));
        Assert.Equal(view.Version, again.Version);
        _ = (view.MaxResponseTime, view.QueryInterval, view.IsWellFormed, view.GroupBytes.Length);
        return Records(view.Records) + (view.SourceBytes.Length / 16);
    }

    private static int Extension(IcmpExtensionView view)
    {
        var steps = 0;
        foreach (var item in view.Objects)
        {
            steps++;
            foreach (var label in item.Labels)
            {
                steps++;
                Assert.InRange(label.Label, 0, (1 << 20) - 1);
                Assert.InRange(label.TrafficClass, 0, 7);
            }

            _ = IcmpInterfaceInformation.TryRead(item, out _);
        }

        _ = (view.IsChecksumValid, view.Objects.IsWellFormed);
        var extension = IcmpExtension.Read(view);
        var written = new byte[extension.Length];
        extension.Write(written);
        Assert.True(IcmpExtensionView.TryRead(written, out var again));
        Assert.True(again.IsChecksumValid && again.Objects.IsWellFormed);
        Assert.Equal(extension, IcmpExtension.Read(again));
        return steps;
    }

    private static bool LastEnds(NdOptions options)
    {
        var length = 0;
        foreach (var option in options)
        {
            length += option.Bytes.Length;
        }

        return length == options.Bytes.Length;
    }

    private static int Records(MulticastRecords records)
    {
        var steps = 0;
        foreach (var record in records)
        {
            steps++;
            Assert.Equal(record.SourceCount * record.GroupBytes.Length, record.SourceBytes.Length);
            Assert.Equal(
                record.Bytes.Length,
                4 + record.GroupBytes.Length + record.SourceBytes.Length + record.AuxiliaryData.Length);
        }

        return steps;
    }
}
