using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.Web;

/// <summary>The server of <c>Soquete.Benchmarks.Web</c> with one of the transports that carry Kestrel.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Standing">What it is to the comparison.</param>
/// <param name="Words">What the server is told.</param>
internal sealed record WebServer(string Name, Standing Standing, params IReadOnlyList<string> Words)
{
    public static readonly WebServer Inline = new(
        "Soquete, inline", Standing.Ours, "--transport", "soquete", "--engine", "io_uring", "--execution", "inline");

    public static readonly WebServer ThreadPool = new(
        "Soquete, thread pool", Standing.Ours,
        "--transport", "soquete", "--engine", "io_uring", "--execution", "threadpool");

    public static readonly WebServer Sockets = new("Kestrel's sockets", Standing.Peer, "--transport", "sockets");

    /// <summary>
    /// UnsafePreferInlineScheduling, and completions on the epoll thread: the most that can be had of it.
    /// </summary>
    public static readonly WebServer SocketsInline = new(
        "Kestrel's sockets, inline", Standing.Peer, "--transport", "sockets", "--execution", "inline")
    {
        Environment = ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1"],
    };

    public static IReadOnlyList<WebServer> All { get; } = [Inline, ThreadPool, Sockets, SocketsInline];

    private static readonly string Program = Path.Combine(
        Benchmarks.Command.Root, "artifacts", "bin", "Soquete.Benchmarks.Web", "release", "Soquete.Benchmarks.Web.dll");

    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>On one core, with one thread that receives.</summary>
    public IReadOnlyList<string> Command(int port) =>
    [
        "taskset", "-c", "0", .. EndProgram.CompiledSoon, .. Environment,
        "dotnet", Program, "--threads", "1", "--port", $"{port}", .. Words,
    ];
}
