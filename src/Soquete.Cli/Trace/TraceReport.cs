using Soquete.Cli.Terminal;
using Soquete.Probing;

namespace Soquete.Cli.Trace;

/// <summary>Tells a path on standard output, hop by hop.</summary>
internal abstract class TraceReport
{
    private int _told;

    public virtual void Begin()
    {
    }

    public void Tell(TracedHop hop)
    {
        _told++;
        Write(LineOf(hop));
    }

    /// <summary>Tells what was not told yet: hops that were not complete when the trace was stopped.</summary>
    public void End(TracedPath path)
    {
        foreach (var hop in path.Hops.Skip(_told))
        {
            Tell(hop);
        }

        Conclude(path);
    }

    protected abstract string LineOf(TracedHop hop);

    protected abstract void Conclude(TracedPath path);

    protected static void Write(string line) => StandardStream.Output.WriteLine(line);
}
