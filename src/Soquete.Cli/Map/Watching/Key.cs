using System.Text;

namespace Soquete.Cli.Map.Watching;

/// <summary>What was pressed.</summary>
internal enum KeyKind
{
    /// <summary>A character.</summary>
    Text,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Enter,
    Escape,
    Backspace,

    /// <summary>Ctrl-U: the line that is typed is begun anew.</summary>
    Clear,

    /// <summary>Ctrl-L: everything is drawn anew.</summary>
    Redraw,

    /// <summary>Ctrl-C where the terminal does not signal it, and Ctrl-D.</summary>
    Leave,
}

/// <summary>A key, with its character where it has one.</summary>
internal readonly record struct Key(KeyKind Kind, Rune Character = default)
{
    public static Key Of(char character) => new(KeyKind.Text, new Rune(character));
}
