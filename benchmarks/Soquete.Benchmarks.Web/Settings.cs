using System.Globalization;
using Soquete.Engines;

namespace Soquete.Benchmarks.Web;

/// <summary>What the server is told on its command line.</summary>
internal sealed record Settings
{
    /// <summary>Whether Soquete carries the server, and not its own sockets.</summary>
    public bool IsSoquete { get; private init; } = true;

    public EngineKind Engine { get; private init; } = EngineKind.Auto;

    public Execution Execution { get; private init; } = Execution.ThreadPool;

    /// <summary>How many threads receive; a thread for each core unless told.</summary>
    public int Threads { get; private init; } = Environment.ProcessorCount;

    /// <summary>The port on the loopback; 0 takes a free one.</summary>
    public int Port { get; private init; }

    /// <summary>The path of a unix socket, in place of the port.</summary>
    public string? Path { get; private init; }

    /// <exception cref="FormatException">An argument is none of ours.</exception>
    public static Settings Read(string[] arguments) => arguments.Chunk(2).Aggregate(
        new Settings(), (settings, pair) => settings.With(pair[0], pair.ElementAtOrDefault(1)));

    private Settings With(string name, string? value) => (name, value) switch
    {
        ("--transport", "soquete") => this with { IsSoquete = true },
        ("--transport", "sockets") => this with { IsSoquete = false },
        ("--engine", "auto") => this with { Engine = EngineKind.Auto },
        ("--engine", "portable") => this with { Engine = EngineKind.Portable },
        ("--engine", "io_uring") => this with { Engine = EngineKind.IoUring },
        ("--execution", "threadpool") => this with { Execution = Execution.ThreadPool },
        ("--execution", "inline") => this with { Execution = Execution.Inline },
        ("--threads", { } count) => this with { Threads = int.Parse(count, CultureInfo.InvariantCulture) },
        ("--port", { } port) => this with { Port = int.Parse(port, CultureInfo.InvariantCulture) },
        ("--unix", { } path) => this with { Path = path },
        _ => throw new FormatException($"{name} {value} is no argument of this server"),
    };
}
