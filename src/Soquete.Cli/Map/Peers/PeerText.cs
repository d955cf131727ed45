using Soquete.Cli.Capture;
using Soquete.Cli.Map.Text;
using Soquete.Cli.Terminal;
using Soquete.Mapping;

namespace Soquete.Cli.Map.Peers;

/// <summary>The answer of <c>--peer</c> for people: a line for each process at the other end.</summary>
internal sealed class PeerText(EndText text, MapSigns signs, Palette palette)
{
    public void Write(IReadOnlyList<PeerAnswer> answers)
    {
        var lines = answers.SelectMany(LinesOf).ToList();
        var (who, user, descriptor) = (
            lines.Max(line => line.Who.Length), lines.Max(line => line.User.Length),
            lines.Max(line => line.Descriptor.Length));
        var output = new PacketOutput();
        foreach (var line in lines)
        {
            output.Write(palette.Name(line.Who));
            output.Write(Filled(line.Who, who) + Cell(line.User, user) + Cell(line.Descriptor, descriptor));
            output.WriteLine(line.Way);
        }

        output.Flush();
    }

    private IEnumerable<(string Who, string User, string Descriptor, string Way)> LinesOf(PeerAnswer answer)
    {
        var way = WayOf(answer);
        if (answer.Other.Holders.Count == 0)
        {
            yield return (text.HoldersOf(answer.Other), "", "", way);
        }

        foreach (var (process, descriptor) in answer.Other.Holders)
        {
            yield return (MapLabel.Of(process), process.User, $"fd {descriptor}", way);
        }
    }

    /// <summary>How the two are joined, the asked end last.</summary>
    private string WayOf(PeerAnswer answer)
    {
        var arrow = signs.Of(answer.Edge, answer.DidConnect);
        var (other, asked) = (text.NameOf(answer.Other), text.NameOf(answer.Asked));
        var words = new[] { answer.Other.Scheme, other, arrow, asked, answer.Edge.IsWaiting ? "(not accepted)" : "" };
        return string.Join(' ', words.Where(word => word.Length > 0));
    }

    private static string Cell(string cell, int width) => width == 0 ? "" : cell + Filled(cell, width);

    private static string Filled(string cell, int width) => new(' ', width - cell.Length + 2);
}
