using Soquete.Benchmarks.Peers;
using Soquete.Engines;

namespace Soquete.Benchmarks.Echo;

/// <summary>A server that sends back what comes, in a process of its own, until it is ended.</summary>
internal abstract class EchoServer(EchoSettings settings)
{
    /// <summary>The word for it on the command lines of ends.</summary>
    public const string Kind = "echo";

    protected EchoSettings Settings => settings;

    /// <summary>Serves, and answers what is asked on standard input.</summary>
    public Task RunAsync() => Task.WhenAll(ServeAsync(), Threads.RunAsync(EchoQuestions.AnswerAll));

    protected abstract Task ServeAsync();

    protected void SayListening() => EndProgram.SayListening(settings.Address);
}

/// <summary>The servers by what they measure: a new method is a line here, and one in the scenarios.</summary>
internal static class EchoServers
{
    public static EchoServer Of(string method, EchoSettings settings) => method switch
    {
        "socket" when settings.Domain == "udp" => new SocketDatagramEcho(settings),
        "socket" => new SocketEcho(settings),
        "socket-zero-byte" => new SocketZeroByteEcho(settings),
        "soquete" when settings.Domain == "udp" => new SoqueteDatagramEcho(settings, Ring()),
        "soquete-portable" when settings.Domain == "udp" => new SoqueteDatagramEcho(settings, Engine.Portable),
        "soquete" => new SoqueteEcho(settings, Ring(), Execution.Inline),
        "soquete-pool" => new SoqueteEcho(settings, Ring(), Execution.ThreadPool),
        "soquete-portable" => new SoqueteEcho(settings, Engine.Portable, Execution.ThreadPool),
        "soquete-zero-byte" => new SoqueteZeroByteEcho(settings, Ring(), Execution.Inline),
        "soquete-pipes" => new SoquetePipesEcho(settings, Ring(), Execution.Inline),
        "soquete-portable-pipes" => new SoquetePipesEcho(settings, Engine.Portable, Execution.ThreadPool),
        "soquete-two" => new SoqueteEcho(settings, Ring(threads: 2), Execution.Inline),
        "soquete-two-ports" => new SoquetePortsEcho(settings, Ring(), Ring()),
        _ => throw new ArgumentException($"nobody echoes by {method}"),
    };

    private static Engine Ring(int threads = 1) =>
        Engine.Start(new EngineOptions { Kind = EngineKind.IoUring, Threads = threads });
}
