using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Signals;

namespace Soquete.Cli.Verbs;

/// <summary>What a verb is given to run with.</summary>
internal sealed class Invocation(VerbDefinition verb, TypedArguments typed, GlobalSettings settings) : IDisposable
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

    public void Dispose() => _interruption?.Dispose();
}
