using Soquete.Cli.Arguments;
using Soquete.Engines;

namespace Soquete.Cli.Verbs;

/// <summary>The options that say what drives a verb's sockets.</summary>
internal static class EngineArguments
{
    public static readonly OptionDefinition Engine =
        new("engine", "What drives the sockets: io_uring, portable, or auto for io_uring where it can be had")
        {
            ValueSyntax = "ENGINE", Default = "auto where it pays: echoes, services, relays, measurements",
            Candidates = Candidates.Choice, Choices = [Auto, "io_uring", Portable],
        };

    public static readonly OptionDefinition Threads =
        new("threads", "How many threads of io_uring drive the sockets, each with a ring of its own")
        {
            ValueSyntax = "NUMBER", Default = "one for each core",
        };

    public static readonly OptionDefinition Inline =
        new("inline", "Serve each peer on the thread of its ring (io_uring), not on the thread pool");

    public static readonly OptionDefinition Spin =
        new("spin", "How long a thread of io_uring that has nothing to do looks for more before it sleeps")
        {
            ValueSyntax = "DURATION", Default = "none",
        };

    /// <summary>The library's own variable, which says what is taken where nothing else does.</summary>
    private const string Variable = "SOQUETE_ENGINE";

    private const string Auto = "auto";
    private const string Portable = "portable";
    private const int MostThreads = 1024;

    private static readonly IReadOnlyList<OptionDefinition> RingOptions = [Threads, Inline, Spin];

    /// <summary>Starts what is to drive the sockets of this verb, before it opens any.</summary>
    /// <param name="invocation">The verb's.</param>
    /// <param name="pays">Whether io_uring pays here, so that it is taken without being asked for.</param>
    public static void StartEngine(this Invocation invocation, bool pays)
    {
        var typed = invocation.Typed;
        var asked = typed.Choice(Engine) ?? FromEnvironment;
        if (asked == Portable && RingOptions.FirstOrDefault(typed.Has) is { } option)
        {
            throw new UsageException($"{option.LongForm} does not go with the engine {Portable}");
        }

        if (asked is not null || pays || RingOptions.Any(typed.Has))
        {
            invocation.Drive(Soquete.Engines.Engine.Start(OptionsOf(typed, asked ?? Auto)), ExecutionOf(typed));
        }
    }

    /// <summary>
    /// The variable's word. What is no engine's name is said by the library, which reads the variable for itself.
    /// </summary>
    private static string? FromEnvironment => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => null,
        var name when Engine.Choices.Contains(name) => name,
        _ => Soquete.Engines.Engine.Default.Name,
    };

    private static Execution ExecutionOf(TypedArguments typed) =>
        typed.Has(Inline) ? Execution.Inline : Execution.ThreadPool;

    private static EngineOptions OptionsOf(TypedArguments typed, string name)
    {
        var options = new EngineOptions
        {
            Kind = name switch
            {
                Auto => EngineKind.Auto, Portable => EngineKind.Portable, _ => EngineKind.IoUring,
            },
            Spin = typed.Duration(Spin) ?? TimeSpan.Zero,
        };
        return typed.Count(Threads, MostThreads) is { } count ? options with { Threads = count } : options;
    }
}
