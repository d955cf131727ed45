using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map;

/// <summary>
/// The names of other machines (<c>--names</c>), in namespaces with a network and a hosts file of their own.
/// </summary>
public class RemoteNameTests
{
    /// <summary>Datagram sockets that are connected to machines of TEST-NET-1 (RFC 5737), which are nobody's.</summary>
    private const string Talk =
        """
        import os, sys
        from socket import *
        open('/proc/self/comm', 'w').write(sys.argv[1])
        kept = [socket(AF_INET, SOCK_DGRAM) for _ in range(3)]
        for s, to in zip(kept, ('192.0.2.7', '192.0.2.7', '192.0.2.8')): s.connect((to, 5353))
        os.write(1, b'.')
        sys.stdin.read()
        """;

    private const string Script =
        """
        cd "$FOLDER"
        printf '127.0.0.1 localhost\n192.0.2.7 far.example\n' > hosts
        printf 'hosts: files\n' > nsswitch
        printf '%s' "$TALK" > talk.py
        ip link set lo up && ip address add 192.0.2.1/32 dev lo && ip route add 192.0.2.0/24 dev lo src 192.0.2.1
        mount --bind hosts /etc/hosts
        if [ -e /etc/nsswitch.conf ]; then mount --bind nsswitch /etc/nsswitch.conf; fi
        mkfifo held
        python3 talk.py talker < held > ready & exec 3> held
        until [ -s ready ]; do :; done
        "$SOQUETE" map talker --quiet "$@"
        """;

    [Fact]
    public async Task Names_WhenAskedFor_ThenAMachineHasTheOneThatTheHostsFileKnows()
    {
        var text = await MapAsync("--names");
        Assert.Matches(@"\n  udp +192\.0\.2\.1:\* +──▶ \(elsewhere\) +far\.example:5353 +× 2\n", text);
        Assert.Matches(@"\n  udp +192\.0\.2\.1:\d+ +──▶ \(elsewhere\) +192\.0\.2\.8:5353\n", text);
        Assert.DoesNotContain("192.0.2.7", text);
    }

    [Fact]
    public async Task Names_WhenNotAskedFor_ThenNobodyIs()
    {
        var text = await MapAsync();
        Assert.Contains("192.0.2.7:5353", text);
        Assert.DoesNotContain("far.example", text);
    }

    [Fact]
    public async Task Names_WhenJsonIsAskedFor_ThenStandBesideTheNumbers()
    {
        var remote = (await MapAsync("--names", "--json")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.TryGetProperty("remote", out _)).ToDictionary(
                line => line.GetProperty("name").GetString()!,
                line => line.TryGetProperty("host_name", out var name) ? name.GetString() : null);
        Assert.Equal(2, remote.Count);
        Assert.Equal(("far.example", null), (remote["192.0.2.7:5353"], remote["192.0.2.8:5353"]));
    }

    private static async Task<string> MapAsync(params string[] words)
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync(
            "exec unshare --net --mount bash -c \"$SCRIPT\" bash " + string.Join(' ', words),
            ("FOLDER", folder.Path), ("SCRIPT", Script), ("TALK", Talk), ("LC_ALL", "C.UTF-8"));
        Assert.True(run.Status == 0, run.ToString());
        return run.Output;
    }
}
