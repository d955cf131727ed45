using System.Net;
using Soquete.Addresses;
using Soquete.Tests.Support;

namespace Soquete.Tests.Addresses;

/// <summary>Valid addresses of every scheme, with any options that go together.</summary>
internal static class RandomAddress
{
    public static Address Next(Random random) => random.Next(26) switch
    {
        0 => new StandardStreamsAddress { Frame = Frame(random) },
        1 => File(random),
        2 => DescriptorAddress.FromNumber(random.Next()) with { Frame = Frame(random) },
        3 => new ExecAddress(Words(random)) { Shell = Flag(random), Frame = Frame(random) },
        < 6 => Connecting(random, Unix(random, new UnixAddress(Name(random)) { Frame = Frame(random) })),
        < 8 => Connecting(random, Unix(random, new UnixSequencedPacketAddress(Name(random)))),
        < 11 => UnixDatagrams(random),
        < 15 => Connecting(random, Tcp(random)),
        < 17 => RandomRawAddress.Next(random),
        < 19 => RandomPacketAddress.Next(random),
        < 21 => Connecting(random, Vsock(random)),
        _ => RandomUdpAddress.Next(random),
    };

    /// <summary>What every socket knows.</summary>
    public static T Shared<T>(Random random, T address)
        where T : SocketEndAddress => address with
    {
        Role = random.Pick<AddressRole?>(null, AddressRole.Connect, AddressRole.Listen),
        IdleTimeout = Duration(random),
        SendBuffer = random.Coin() ? Size(random) : null,
        ReceiveBuffer = random.Coin() ? Size(random) : null,
        Impairment = address.Impairment with
        {
            Delay = Duration(random) ?? TimeSpan.Zero,
            Rate = random.Coin() ? random.NextInt64(1, RateText.Highest + 1) : null,
        },
    };

    /// <summary>What only datagram sockets know.</summary>
    public static T OfDatagrams<T>(Random random, T address)
        where T : SocketEndAddress => address with
    {
        MaxSessions = random.Coin() ? random.Next(1, 65537) : null,
        Impairment = address.Impairment with
        {
            Loss = Chance(random),
            Duplicate = Chance(random),
            Reorder = Chance(random),
            Jitter = Duration(random) ?? TimeSpan.Zero,
            Seed = random.Coin() ? random.Next() : null,
        },
    };

    /// <summary>What every socket of the internet domain knows.</summary>
    public static T OfInternet<T>(Random random, T address)
        where T : InternetAddress => address with
    {
        Dscp = random.Coin() ? random.Next(64) : null,
        Interface = random.Coin() ? RandomText.Label(random, 15) : null,
        Allow = [.. Some(random, () => Network(random))],
        Deny = [.. Some(random, () => Network(random))],
    };

    /// <summary>What every socket with a port knows.</summary>
    public static T OfTransport<T>(Random random, T address)
        where T : TransportAddress => OfInternet(random, address) with
    {
        Bind = random.Coin() ? Source(random, address.Host, address.Family) : null,
        IPv6Only = Flag(random),
        ReuseAddress = Flag(random),
        ReusePort = Flag(random),
    };

    public static IEnumerable<T> Some<T>(Random random, Func<T> make) =>
        Enumerable.Range(0, random.Next(3)).Select(_ => make());

    public static bool? Flag(Random random) => random.Pick<bool?>(null, true, false);

    public static InternetFamily Family(Random random) =>
        random.Pick(InternetFamily.Any, InternetFamily.IPv4, InternetFamily.IPv6);

    private static FileAddress File(Random random)
    {
        var append = Flag(random);
        var writes = append == true || random.Coin();
        return new FileAddress(RandomText.Of(random, 60))
        {
            Append = append,
            Truncate = append == true || !writes ? null : Flag(random),
            Read = Flag(random),
            Write = writes ? true : null,
            Create = Flag(random),
            Mode = Mode(random),
            Frame = Frame(random),
        };
    }

    private static string Name(Random random)
    {
        var isAbstract = random.Next(3) == 0;
        var name = RandomText.Of(random, UnixSocketAddress.MaxNameBytes).TrimStart('@');
        return isAbstract ? "@" + name : name.Length == 0 ? "x" : name;
    }

    private static T Unix<T>(Random random, T address)
        where T : UnixSocketAddress
    {
        var guarded = Shared(random, address) with
        {
            AllowUid = [.. Some(random, () => Account(random))],
            AllowGid = [.. Some(random, () => Account(random))],
        };
        return address.IsAbstract ? guarded : guarded with
        {
            Mode = Mode(random),
            User = random.Coin() ? Account(random) : null,
            Group = random.Coin() ? Account(random) : null,
        };
    }

    private static UnixDatagramAddress UnixDatagrams(Random random)
    {
        var address = OfDatagrams(random, Unix(random, new UnixDatagramAddress(Name(random))));
        var isFiltered = address.AllowUid.Count + address.AllowGid.Count > 0;
        var bind = random.Coin() ? Name(random) : null;
        return address with
        {
            Bind = bind,
            Unbound = bind is null ? Flag(random) : random.Pick<bool?>(null, false),
            Credentials = isFiltered ? random.Pick<bool?>(null, true) : Flag(random),
        };
    }

    private static TcpAddress Tcp(Random random)
    {
        var family = Family(random);
        var host = RandomHost.Next(random, family);
        var address = Shared(random, new TcpAddress(host, Port.FromNumber(random.Next(65536)), family));
        return OfTransport(random, address) with
        {
            NoDelay = Flag(random),
            KeepAlive = Flag(random),
            KeepAliveIdle = random.Coin() ? TimeSpan.FromSeconds(random.Next(1, 32768)) : null,
            KeepAliveInterval = random.Coin() ? TimeSpan.FromSeconds(random.Next(1, 32768)) : null,
            KeepAliveCount = random.Coin() ? random.Next(1, 128) : null,
            UserTimeout = random.Coin() ? TimeSpan.FromMilliseconds(random.Next(1, int.MaxValue)) : null,
            Congestion = random.Coin() ? RandomText.Label(random, 15) : null,
            Frame = Frame(random),
        };
    }

    private static VsockAddress Vsock(Random random)
    {
        var cid = random.Coin() ? (uint)random.Next(4) : (uint)random.NextInt64(1L << 32);
        var port = random.Pick(random.NextInt64(1L << 32), random.Next(2000), VsockAddress.AnyPort);
        return Shared(random, new VsockAddress(cid == 3 ? VsockAddress.AnyCid : cid, (uint)port)) with
        {
            SendBuffer = null,
            Frame = Frame(random),
        };
    }

    private static T Connecting<T>(Random random, T address)
        where T : SocketEndAddress => address with
    {
        ConnectTimeout = Duration(random),
        Backlog = random.Coin() ? random.Next(1, int.MaxValue) : null,
        MaxConnections = random.Coin() ? random.Next(1, int.MaxValue) : null,
    };

    /// <summary>Of the version of IP that the host and the family leave.</summary>
    private static SourceEnd Source(Random random, Host host, InternetFamily family)
    {
        var isIPv4 = host.Literal is { } literal
            ? literal.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            : family == InternetFamily.IPv4 || (family == InternetFamily.Any && random.Coin());
        return random.Coin()
            ? new SourceEnd(null, random.Next(1, 65536))
            : new SourceEnd(RandomHost.Literal(random, isIPv4), random.Next(65536));
    }

    private static IPNetwork Network(Random random)
    {
        var address = RandomHost.Literal(random, random.Coin());
        var bits = address.GetAddressBytes().Length * 8;
        Assert.True(CidrText.TryParse($"{address}/{random.Next(bits + 1)}", out var network));
        return network;
    }

    private static Account Account(Random random) => random.Coin()
        ? Soquete.Addresses.Account.FromId((uint)random.NextInt64(uint.MaxValue))
        : Soquete.Addresses.Account.FromName(RandomText.Label(random, 20));

    private static string Words(Random random) =>
        $"{RandomText.Label(random, 9)} '{RandomText.Of(random, 40).Replace('\'', ';')}' a\\ b";

    private static FrameFormat? Frame(Random random) =>
        random.Pick<FrameFormat?>(null, FrameFormat.U16, FrameFormat.U32, FrameFormat.Line);

    private static double Chance(Random random) =>
        random.Pick(0, 1, random.NextDouble(), random.Next(1, 1000) / 1000.0);

    private static UnixFileMode? Mode(Random random) => random.Coin() ? (UnixFileMode)random.Next(512) : null;

    private static int Size(Random random) => random.Coin() ? 1 << random.Next(31) : random.Next(1, 1 << 30);

    private static TimeSpan? Duration(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => TimeSpan.FromTicks(random.NextInt64(1, DurationText.Longest.Ticks + 1)),
        2 => TimeSpan.FromSeconds(random.Next(1, 100_000)),
        _ => TimeSpan.FromMilliseconds(random.Next(1, 100_000)),
    };
}
