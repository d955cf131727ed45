using Soquete.Mapping;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>Maps of chance, with names that mean harm.</summary>
internal static class RandomMap
{
    public static readonly string[] HostileNames =
    [
        "a\"b'c", "<b>bold</b>", "x & y;", "two\nlines", "</script><script>alert(1)</script>", "a\u202Egnp.exe",
        "\u05E9\u05DC\u05D5\u05DD",
        "日本語の名前", "-->|x|", "]]>", "\\N\\l\"", "${x}`y`", "\uFFFE\uD800", "e\u0301\u0301",
        "\0nul", "<!--", "#quot;", new string('w', 500),
    ];

    public static ProcessMap Of(Random random, int processes, bool hostile = false)
    {
        var map = new SampleMap();
        string Name(string plain) => hostile && random.Next(3) == 0 ? random.Pick(HostileNames) : plain;
        var all = Enumerable.Range(0, processes)
            .Select(_ => map.Process(
                Name(random.Pick("nginx", "postgres", "redis-server", "python3", "sshd", "systemd-journal", "node")),
                Name(random.Pick("root", "www-data", "postgres")), random.Coin() ? Name("web.service") : null,
                Name("/usr/bin/x -v")))
            .ToList();
        var listeners = all.Where(_ => random.Next(3) == 0).SelectMany(process => Enumerable
            .Range(0, 1 + random.Next(random.Next(12) == 0 ? 20 : 3))
            .Select(i => random.Coin()
                ? map.Tcp(MapRole.Listener, $"127.0.0.1:{1 + random.Next(65535)}", null, process)
                : map.Unix(MapRole.Listener, Name($"/run/service/{i}/some.sock"), process))).ToList();
        for (var i = 0; i < processes * 3 / 2; i++)
        {
            Join(map, random, all, listeners, i, Name);
        }

        map.Gap("descriptors of 3 processes", Name("other users'; run as root"));
        return map.Build();
    }

    private static void Join(
        SampleMap map, Random random, List<MapProcess> all, List<MapEnd> listeners, int i, Func<string, string> name)
    {
        var process = all[(int)(all.Count * random.NextDouble() * random.NextDouble())];
        var other = all[random.Next(all.Count)];
        switch (random.Next(8))
        {
            case 0:
                map.Join(map.Tcp(MapRole.Connected, "10.0.0.5:4000", "192.0.2.1:443", process),
                    map.Remote(name($"192.0.2.{random.Next(9)}:443")));
                break;
            case 1:
                map.Join(map.Pipe(MapRole.Writer, (ulong)i, process), map.Pipe(MapRole.Reader, (ulong)i, other));
                break;
            case 2:
                map.Join(new MapEdge(
                    map.Unix(MapRole.Paired, null, process), map.Unix(MapRole.Paired, null, other))
                { IsDirected = false });
                break;
            default:
                if (listeners.Count > 0)
                {
                    var listener = listeners[(int)(listeners.Count * random.NextDouble() * random.NextDouble())];
                    _ = listener.Scheme == "tcp"
                        ? map.ConnectTcp(process, listener, 40000 + i, random.Next(9) == 0
                            ? [new MapProblem(MapProblemKind.FullReceiveQueue, name("212 KiB are not read"))] : [])
                        : map.Connect(process, listener);
                }

                break;
        }
    }
}
