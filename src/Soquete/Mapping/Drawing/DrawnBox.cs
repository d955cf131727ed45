namespace Soquete.Mapping.Drawing;

/// <summary>What is drawn as a box: a process, another machine, or those that have no process here.</summary>
/// <param name="key">Tells it from others, in this map and in the next one of the same machine.</param>
/// <param name="title">What is written in its first line.</param>
/// <param name="process">The process; null for what is none.</param>
internal sealed class DrawnBox(string key, string title, MapProcess? process)
{
    /// <summary>How many ports are drawn; those after them share one row.</summary>
    public const int MostPorts = 12;

    private readonly Dictionary<string, DrawnPort> _byText = [];
    private readonly List<DrawnPort> _ports = [];

    public string Key { get; } = key;

    public string Title { get; } = title;

    public MapProcess? Process { get; } = process;

    /// <summary>What stands under the title; empty for nothing.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Whether it is not of this machine's processes: such boxes stand at one side.</summary>
    public bool IsOutside => Process is null;

    /// <summary>Whether it is another machine.</summary>
    public bool IsMachine { get; init; }

    /// <summary>Where others connect to, a row each.</summary>
    public IReadOnlyList<DrawnPort> Ports => _ports;

    /// <summary>Whether a line is drawn to it or from it.</summary>
    public bool IsJoined { get; set; }

    /// <summary>How many connections it has to itself, which are not drawn.</summary>
    public int ToItself { get; set; }

    /// <summary>Whether an end of it has a problem.</summary>
    public bool HasProblem { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    public double Width { get; set; }

    public double Height { get; set; }

    /// <summary>The row of an end that others connect to; it is made where there is none.</summary>
    public DrawnPort Port(string text, string scheme)
    {
        if (_byText.TryGetValue(text, out var port))
        {
            return port;
        }

        if (_ports.Count < MostPorts)
        {
            port = new DrawnPort(text, scheme);
            _ports.Add(port);
        }
        else
        {
            port = _ports[^1] is { Hidden: > 0 } rest ? rest : ReplaceLast();
            port.Hidden++;
        }

        return _byText[text] = port;
    }

    /// <summary>The place of a port among its <see cref="Ports"/>, from 0 on.</summary>
    public int PlaceOf(DrawnPort port) => _ports.IndexOf(port);

    /// <summary>The last row becomes the one of all the rest; what it was called leads to it still.</summary>
    private DrawnPort ReplaceLast()
    {
        var last = _ports[^1];
        last.Hidden = 1;
        return last;
    }
}
