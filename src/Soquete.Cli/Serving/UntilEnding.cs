using Soquete.Cli.Verbs;

namespace Soquete.Cli.Serving;

/// <summary>What a server's handler is told to end by.</summary>
internal static class UntilEnding
{
    /// <summary>The handler, ended when the server abandons it or when the whole command is to end.</summary>
    public static Func<TPeer, CancellationToken, Task> EndedWith<TPeer>(
        this Invocation invocation, Func<TPeer, CancellationToken, Task> handle)
    {
        var ending = invocation.Interruption.Ending;
        return async (peer, abandon) =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, abandon);
            await handle(peer, either.Token);
        };
    }
}
