using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.Echo;

/// <summary>What is asked of a server, by a program in C on a core of its own.</summary>
/// <param name="Program">The program's source.</param>
/// <param name="Domain">tcp, unix or udp.</param>
/// <param name="Words">Its words after the domain and the address.</param>
internal sealed record EchoLoad(string Program, string Domain, params IReadOnlyList<string> Words)
{
    private const string Core = "1";

    private const string RequestBytes = "64";

    /// <summary>Whether the server closes each connection after its first answer.</summary>
    public bool Once { get; init; }

    /// <summary>What is counted in a second.</summary>
    public string Rate => Once ? "connections/s" : "requests/s";

    /// <summary>Each connection with one request on its way.</summary>
    public static EchoLoad Closed(string domain, int connections, long milliseconds) =>
        new("echo-load", domain, RequestBytes, $"{connections}", $"{milliseconds}");

    /// <summary>So many requests a second in all, whether or not those before were answered.</summary>
    public static EchoLoad Open(string domain, int connections, long milliseconds, long perSecond) =>
        new("echo-load", domain, RequestBytes, $"{connections}", $"{milliseconds}", $"{perSecond}");

    /// <summary>Connections with one byte there and back each, which the server closes.</summary>
    public static EchoLoad Connections(string domain, int atOnce, long milliseconds) =>
        new("connect-load", domain, $"{atOnce}", $"{milliseconds}") { Once = true };

    public string FreeAddress() => Domain switch
    {
        "unix" => Scratch.FreePath(),
        "udp" => $"{Loopback.FreeUdpPort()}",
        _ => $"{Loopback.FreePort()}",
    };

    public IReadOnlyList<string> Server(EchoProgram program, string address) =>
        [.. program.Command, Domain, address, .. Once ? [EchoSettings.OnceWord] : Array.Empty<string>()];

    public IReadOnlyList<string> Client(string address) =>
        ["taskset", "-c", Core, CProgram.Path(Program), Domain, address, .. Words];
}
