using Soquete.Cli.Arguments;
using Soquete.Cli.Terminal;
using Soquete.Probing;
using Soquete.Streams;

namespace Soquete.Cli.Ping;

/// <summary>Tells on standard output what happens: the results are what was asked for.</summary>
internal abstract class PingReport
{
    public static PingReport For(Pinger pinger, PingOptions options, GlobalSettings settings) => settings switch
    {
        { Json: true } => new PingJson(pinger, options, settings.Quiet),
        { Quiet: true } => new PingText(pinger, options, PingLines.None),
        _ when options.Flood => new PingText(
            pinger, options,
            StandardDescriptor.IsTerminal(StandardDescriptor.Output) ? PingLines.Dots : PingLines.Trouble),
        _ => new PingText(pinger, options, PingLines.All),
    };

    public abstract void Begin();

    /// <summary>Called for one event after the other.</summary>
    public abstract void Tell(PingEvent what);

    public abstract void End(PingSummary summary);

    protected static void Write(string text) => StandardStream.Output.Write(text);
}
