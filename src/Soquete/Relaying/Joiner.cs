namespace Soquete.Relaying;

/// <summary>Joins the ends of two addresses, in a way that suits their kinds.</summary>
internal abstract class Joiner(RelayContext context)
{
    protected RelayContext Context { get; } = context;

    /// <summary>Joins until it is told to stop and what passes has ended, or until ends that exist once have.</summary>
    /// <returns>What passed where ends were joined once.</returns>
    public abstract Task<RelayResult?> RunAsync(CancellationToken stop);
}
