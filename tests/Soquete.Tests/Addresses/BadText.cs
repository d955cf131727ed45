using System.Text;
using Soquete.Addresses;
using Soquete.Tests.Support;

namespace Soquete.Tests.Addresses;

/// <summary>Texts that may or may not be addresses: noise, and valid addresses with a few characters changed.</summary>
internal static class BadText
{
    private static readonly string[] Pieces =
    [
        .. AddressScheme.All.Select(scheme => scheme.Name + ":"), "stdio", "-", "//", "host:1", "4294967295",
        "*:1", "239.1.2.3:1", "[ff02::1%lo]:1", "join=239.1.2.3", "join=ff15::1",
        "source=10.0.0.1", "ttl=1", "loss=1%", "loss=101%", "rate=1kbit", "rate=0bit", "delay=1ms", "frame=line",
        "bind=@x", "unbound", "credentials=off", "multicast-interface=lo", "broadcast", ",", ",,", "=", ":",
        "\\", "[", "]", "[::1]", "::1", "%", "%25lo", "*", "@", "\0", "\n", "\r", "\u001b[31m", "\u202e", "\u2028",
        "\ud800", "😀", "localhost", "127.0.0.1", "0x7f.1", "65535", "65536", "-1", "99999999999999999999",
        "nodelay", "nodelay=", "nodelay=maybe", "listen", "connect", "mode=666", "mode=999", "dscp=ef", "dscp=64",
        "bind=:0", "bind=[::1]:99999", "allow=10.0.0.0/8", "allow=::/129", "idle-timeout=1s", "idle-timeout=-1s",
        "send-buffer=1Q", "user=a:b", "'", "\"", " ",
    ];

    public static string Next(Random random) => random.Next(4) switch
    {
        0 => Noise(random),
        1 => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Pick(Pieces))),
        _ => Mutate(RandomAddress.Next(random).ToString(), random),
    };

    private static string Noise(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(random.Coin() ? 128 : 65536)));

    private static string Mutate(string text, Random random)
    {
        var builder = new StringBuilder(text);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(builder.Length + 1);
            _ = random.Next(4) switch
            {
                0 when at < builder.Length => builder.Remove(at, 1),
                1 when at < builder.Length => builder.Replace(builder[at], (char)random.Next(128), at, 1),
                2 => builder.Insert(at, new string((char)random.Next(' ', 127), random.Next(random.Pick(3, 2000)))),
                _ => builder.Insert(at, random.Pick(Pieces)),
            };
        }

        return builder.ToString();
    }
}
