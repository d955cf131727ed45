using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Signals;
using Soquete.Connections;
using Soquete.Engines;

namespace Soquete.Cli.Verbs;

/// <summary>What a verb is given to run with.</summary>
internal sealed class Invocation(VerbDefinition verb, TypedArguments typed, GlobalSettings settings)
    : IAsyncDisposable
{
    private Interruption? _interruption;

    public VerbDefinition Verb => verb;

    public TypedArguments Typed => typed;

    public GlobalSettings Settings => settings;

    public EventWriter Events { get; } = new(settings);

    /// <summary>
    /// SIGINT and SIGTERM, caught from the first use of this property on. A verb that is over in a moment does not
    /// use it: the signals then end the process as they always do.
    /// </summary>
    public Interruption Interruption => _interruption ??= new Interruption();

    public bool WasInterrupted => _interruption is { HasHappened: true };

    /// <summary>How connections are driven; as the library does it unless <see cref="Drive"/> says otherwise.</summary>
    public ConnectionOptions Connections { get; private set; } = new();

    /// <summary>What drives them.</summary>
    public Engine Engine => Connections.Engine ?? Engine.Default;

    /// <summary>From here on this engine drives the verb's sockets, and ends with it.</summary>
    public void Drive(Engine engine, Execution execution)
    {
        Connections = new ConnectionOptions { Engine = engine, Execution = execution, ReadsAhead = true };
        Events.Report(EngineEvents.Started(engine));
    }

    public async ValueTask DisposeAsync()
    {
        // The signals last: an engine that does not end is ended by a second one.
        await (Connections.Engine?.DisposeAsync() ?? ValueTask.CompletedTask);
        _interruption?.Dispose();
    }
}
