namespace Soquete.Cli.Terminal;

/// <summary>The few colours of the command (SGR, ECMA-48 section 8.3.117), or none.</summary>
internal readonly record struct Palette(bool IsOn)
{
    public string Heading(string text) => Paint("1", text);

    public string Name(string text) => Paint("36", text);

    public string Failure(string text) => Paint("1;31", text);

    public string Faint(string text) => Paint("2", text);

    private string Paint(string parameters, string text) => IsOn ? $"\e[{parameters}m{text}\e[0m" : text;
}
