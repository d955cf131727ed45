using Soquete.Cli.Failures;
using Soquete.Cli.Map.Text;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Mapping;
using Soquete.Streams;

namespace Soquete.Cli.Map.Peers;

/// <summary>One answer: who is at the other end.</summary>
internal static class PeerReport
{
    /// <exception cref="NothingFoundException">There is no such end, or nobody at its other end.</exception>
    public static void Print(ProcessMap map, MapTarget asked, Invocation invocation)
    {
        var text = new EndText(RemoteNames.None, withInodes: true, mostHolders: 1);
        List<PeerAnswer> answers;
        try
        {
            answers = PeerQuestion.Ask(map, asked);
        }
        catch (NothingFoundException)
        {
            // Nobody was seen: what could not be seen may be why.
            GapEvents.Report(map, invocation.Events);
            throw;
        }

        if (invocation.Settings.Json)
        {
            PeerJson.Write(answers, text);
            return;
        }

        var palette = new Palette(TerminalText.IsColoured(StandardDescriptor.Output, invocation.Settings.Colour));
        new PeerText(text, MapSigns.OfLocale(), palette).Write(answers);
    }
}
