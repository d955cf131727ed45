using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>The relays that are compared, and the connection without one that is their limit.</summary>
internal static class RelayContenders
{
    /// <param name="measure">The client's work: through a relay's port, or straight to its own server's.</param>
    public static IReadOnlyList<Contender> Of(Func<RelayUnderTest, long, Task<Sample>> measure)
    {
        return
        [
            Relayed("soquete relay", Standing.Ours, (port, target) => Soquete("io_uring", port, target)),
            Relayed("soquete relay, portable", Standing.Ours, (port, target) => Soquete("portable", port, target)),
            Relayed("socat", Standing.Peer, (port, target) => Socat(port, target)),
            Relayed("socat -b 262144", Standing.Peer, (port, target) => Socat(port, target, "-b", "262144")),
            new("direct", Standing.Limit, async operations =>
            {
                using var direct = new RelayUnderTest(null);
                return await measure(direct, operations);
            }),
        ];

        Contender Relayed(string name, Standing standing, Func<int, int, string[]> command) =>
            new(name, standing, async operations =>
            {
                using var relay = new RelayUnderTest(command);
                return await measure(relay, operations);
            });
    }

    private static string[] Soquete(string engine, int port, int target) =>
    [
        "env", $"SOQUETE_ENGINE={engine}",
        Command.Native, "relay", $"tcp:127.0.0.1:{port}", $"tcp:127.0.0.1:{target}",
    ];

    private static string[] Socat(int port, int target, params string[] options) =>
    [
        "socat", "-d", "-d", .. options,
        $"TCP-LISTEN:{port},bind=127.0.0.1,fork,backlog=512", $"TCP:127.0.0.1:{target}",
    ];
}
