using System.Text;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Map.Watching;

/// <summary>
/// The screen of a terminal: taken, drawn where it changed, and left as it was found. Leaving is safe from any thread.
/// </summary>
internal sealed class Screen(RawTerminal terminal, bool isColoured, bool isUnicode) : IDisposable
{
    /// <summary>The alternate screen of xterm(1), emptied, without a cursor.</summary>
    private const string Take = "\e[?1049h\e[?25l\e[2J";

    /// <summary>The cursor, and the screen that was there before.</summary>
    private const string GiveBack = "\e[0m\e[?25h\e[?1049l";

    private readonly Lock _oneAtATime = new();
    private IReadOnlyList<string> _shown = [];
    private bool _isTaken;
    private bool _isOver;

    /// <summary>Takes the screen where it is not taken.</summary>
    /// <returns>False in the background, where nothing may be drawn.</returns>
    public bool TryTake()
    {
        lock (_oneAtATime)
        {
            if (_isOver || (_isTaken && terminal.IsForeground))
            {
                return !_isOver;
            }

            if (!terminal.TryEnter())
            {
                return false;
            }

            StandardStream.Output.Write(Take);
            _shown = [];
            return _isTaken = true;
        }
    }

    /// <summary>Draws the lines that are others than before, in one write.</summary>
    public void Draw(IReadOnlyList<string> lines)
    {
        lock (_oneAtATime)
        {
            if (!_isTaken)
            {
                return;
            }

            var text = new StringBuilder();
            for (var row = 0; row < lines.Count; row++)
            {
                if (row >= _shown.Count || _shown[row] != lines[row])
                {
                    // Erased before it is written: after a full line the cursor may still stand on its last character.
                    text.Append("\e[").Append(row + 1).Append(";1H\e[K")
                        .Append(isUnicode ? lines[row] : AsciiSigns.Of(lines[row]));
                }
            }

            _shown = lines;
            if (text.Length > 0)
            {
                StandardStream.Output.Write(isColoured ? text.ToString() : Uncoloured(text).ToString());
            }
        }
    }

    /// <summary>What is on the screen is not known any more.</summary>
    public void Forget()
    {
        lock (_oneAtATime)
        {
            _shown = [];
            if (_isTaken && terminal.TryEnter())
            {
                StandardStream.Output.Write("\e[2J");
            }
        }
    }

    /// <summary>Gives the terminal back, and stops the process until it is continued.</summary>
    public void Stop()
    {
        lock (_oneAtATime)
        {
            Leave();
            terminal.Stop();
        }
    }

    /// <summary>Gives the terminal back for good.</summary>
    public void Dispose()
    {
        lock (_oneAtATime)
        {
            _isOver = true;
            Leave();
            terminal.Dispose();
        }
    }

    private static StringBuilder Uncoloured(StringBuilder text) => text
        .Replace($"\e[{ScreenLine.Green}m", "").Replace($"\e[{ScreenLine.Yellow}m", "")
        .Replace($"\e[{ScreenLine.FaintRed}m", $"\e[{ScreenLine.Faint}m");

    private void Leave()
    {
        if (_isTaken && terminal.IsForeground)
        {
            try
            {
                StandardStream.Output.Write(GiveBack);
            }
            catch (OutputException)
            {
                // The terminal is gone, and with it what was to be given back.
            }
        }

        terminal.Leave();
        _isTaken = false;
    }
}
