using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.Echo;

/// <summary>What echoes, and on which cores.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Standing">What it is to the comparison.</param>
/// <param name="Words">Its command line up to the words that all take.</param>
internal sealed record EchoProgram(string Name, Standing Standing, Func<IReadOnlyList<string>> Words)
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1";

    public static readonly EchoProgram Soquete = Managed("soquete", Standing.Ours, "soquete");
    public static readonly EchoProgram Pipes = Managed("soquete, pipes", Standing.Ours, "soquete-pipes");
    public static readonly EchoProgram ThreadPool = Managed("soquete, thread pool", Standing.Ours, "soquete-pool");
    public static readonly EchoProgram Portable = Managed("soquete, portable", Standing.Ours, "soquete-portable");

    public static readonly EchoProgram PortablePipes =
        Managed("soquete, portable pipes", Standing.Ours, "soquete-portable-pipes");

    public static readonly EchoProgram OwnZeroByte =
        Managed("soquete, zero-byte", Standing.Ours, "soquete-zero-byte");

    public static readonly EchoProgram HandedOver = Managed("handed over", Standing.Ours, "soquete-two");
    public static readonly EchoProgram SharedPort = Managed("SO_REUSEPORT", Standing.Ours, "soquete-two-ports");
    public static readonly EchoProgram Socket = Managed("Socket, async", Standing.Peer, "socket");
    public static readonly EchoProgram SocketZeroByte = Managed("Socket, zero-byte", Standing.Peer, "socket-zero-byte");
    public static readonly EchoProgram Epoll = Native("C, epoll", "echo-epoll");
    public static readonly EchoProgram Uring = Native("C, io_uring", "echo-uring", "uring");

    public static readonly EchoProgram Datagrams = Native("C, recvmmsg", "echo-datagram");

    /// <summary>Completions run on the epoll thread, for the whole process: no library can ask for it.</summary>
    public static readonly EchoProgram SocketInline = new(
        "Socket, inline completions", Standing.Peer,
        () => [.. EndProgram.CompiledSoon, InlineCompletions, .. EndProgram.Command(EchoServer.Kind, "socket")]);

    /// <summary>Its cores, as taskset(1) takes them.</summary>
    public string Cores { get; init; } = "0";

    /// <summary>Whether it answers what is asked on its standard input.</summary>
    public bool Answers { get; init; } = true;

    public IReadOnlyList<string> Command => ["taskset", "-c", Cores, .. Words()];

    private static EchoProgram Managed(string name, Standing standing, string method) =>
        new(name, standing, () => [.. EndProgram.CompiledSoon, .. EndProgram.Command(EchoServer.Kind, method)]);

    private static EchoProgram Native(string name, string source, params string[] libraries) =>
        new(name, Standing.Limit, () => [CProgram.Path(source, libraries)]) { Answers = false };
}
