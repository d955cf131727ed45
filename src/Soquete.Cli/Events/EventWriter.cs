using Soquete.Cli.Arguments;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Events;

/// <summary>Puts events on standard error, as lines or as JSON. Safe to use from several threads.</summary>
internal sealed class EventWriter(GlobalSettings settings)
{
    public bool Shows(Importance importance) => importance switch
    {
        Importance.Detail => settings.Verbose,
        Importance.Asked => true,
        _ => !settings.Quiet,
    };

    public void Report(CommandEvent what)
    {
        if (Shows(what.Importance))
        {
            StandardStream.Error.TryWriteLine(settings.Json
                ? JsonLine.Of(what.Fields.Prepend(("event", what.Name)))
                : what.Line);
        }
    }
}
