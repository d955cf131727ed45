using Soquete.Benchmarks.Flows;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>How each program is told to listen and to connect in a domain, on an address that is free.</summary>
internal sealed record PipeDomain(
    string Name, Func<string> FreeAddress, PipeWords Soquete, PipeWords Socat, PipeWords Ncat)
{
    public static readonly PipeDomain Tcp = new(
        "tcp", () => $"{Loopback.FreePort()}",
        new(port => ["listen", $"tcp:127.0.0.1:{port}"], port => ["connect", $"tcp:127.0.0.1:{port}"]),
        new(port => ["-u", $"TCP-LISTEN:{port},bind=127.0.0.1", "STDOUT"],
            port => ["-u", "STDIN", $"TCP:127.0.0.1:{port}"]),
        new(port => ["-v", "--recv-only", "-l", "127.0.0.1", port], port => ["--send-only", "127.0.0.1", port]));

    public static readonly PipeDomain Unix = new(
        "unix", Scratch.FreePath,
        new(path => ["listen", $"unix:{path}"], path => ["connect", $"unix:{path}"]),
        new(path => ["-u", $"UNIX-LISTEN:{path}", "STDOUT"], path => ["-u", "STDIN", $"UNIX:{path}"]),
        new(path => ["-v", "--recv-only", "-lU", path], path => ["--send-only", "-U", path]));
}

/// <summary>The arguments after the program's name.</summary>
internal sealed record PipeWords(Func<string, string[]> Listen, Func<string, string[]> Connect);
