using Soquete.Cli.Arguments;

namespace Soquete.Cli.Verbs;

/// <summary>One thing a person wants to do. A new verb is one file and one line in <see cref="VerbList"/>.</summary>
internal abstract class Verb
{
    public abstract VerbDefinition Definition { get; }

    /// <summary>
    /// Does it. Failures are exceptions; <see cref="Failures.FailureOf"/> knows what they mean to the shell.
    /// </summary>
    public abstract Task<ExitStatus> RunAsync(Invocation invocation);
}
