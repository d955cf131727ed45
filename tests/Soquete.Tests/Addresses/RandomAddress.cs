using System.Net;
using Soquete.Addresses;
using Soquete.Tests.Support;

namespace Soquete.Tests.Addresses;

/// <summary>Valid addresses of every scheme, with any options that go together.</summary>
internal static class RandomAddress
{
    public static Address Next(Random random) => random.Next(12) switch
    {
        0 => new StandardStreamsAddress(),
        1 => File(random),
        2 => DescriptorAddress.FromNumber(random.Next()),
        3 => new ExecAddress(Words(random)) { Shell = Flag(random) },
        < 7 => Unix(random),
        _ => Tcp(random),
    };

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
        };
    }

    private static UnixAddress Unix(Random random)
    {
        var isAbstract = random.Next(3) == 0;
        var name = RandomText.Of(random, UnixAddress.MaxNameBytes).TrimStart('@');
        var address = Shared(random, new UnixAddress(isAbstract ? "@" + name : name.Length == 0 ? "x" : name)) with
        {
            AllowUid = [.. Some(random, () => Account(random))],
            AllowGid = [.. Some(random, () => Account(random))],
        };
        return isAbstract ? address : address with
        {
            Mode = Mode(random),
            User = random.Coin() ? Account(random) : null,
            Group = random.Coin() ? Account(random) : null,
        };
    }

    private static TcpAddress Tcp(Random random)
    {
        var family = random.Pick(InternetFamily.Any, InternetFamily.IPv4, InternetFamily.IPv6);
        var host = RandomHost.Next(random, family);
        return Shared(random, new TcpAddress(host, Port.FromNumber(random.Next(65536)), family)) with
        {
            NoDelay = Flag(random),
            KeepAlive = Flag(random),
            KeepAliveIdle = random.Coin() ? TimeSpan.FromSeconds(random.Next(1, 32768)) : null,
            KeepAliveInterval = random.Coin() ? TimeSpan.FromSeconds(random.Next(1, 32768)) : null,
            KeepAliveCount = random.Coin() ? random.Next(1, 128) : null,
            UserTimeout = random.Coin() ? TimeSpan.FromMilliseconds(random.Next(1, int.MaxValue)) : null,
            Congestion = random.Coin() ? RandomText.Label(random, 15) : null,
            Dscp = random.Coin() ? random.Next(64) : null,
            Bind = random.Coin() ? Source(random, host, family) : null,
            Interface = random.Coin() ? RandomText.Label(random, 15) : null,
            IPv6Only = Flag(random),
            ReuseAddress = Flag(random),
            ReusePort = Flag(random),
            Allow = [.. Some(random, () => Network(random))],
            Deny = [.. Some(random, () => Network(random))],
        };
    }

    private static T Shared<T>(Random random, T address)
        where T : SocketEndAddress => address with
    {
        Role = random.Pick<AddressRole?>(null, AddressRole.Connect, AddressRole.Listen),
        ConnectTimeout = Duration(random),
        IdleTimeout = Duration(random),
        SendBuffer = random.Coin() ? Size(random) : null,
        ReceiveBuffer = random.Coin() ? Size(random) : null,
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

    private static IEnumerable<T> Some<T>(Random random, Func<T> make) =>
        Enumerable.Range(0, random.Next(3)).Select(_ => make());

    private static bool? Flag(Random random) => random.Pick<bool?>(null, true, false);

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
