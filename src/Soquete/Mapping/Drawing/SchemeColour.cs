namespace Soquete.Mapping.Drawing;

/// <summary>The classes of lines that are drawn in one colour.</summary>
internal static class SchemeColour
{
    public static readonly string[] All = ["tcp", "udp", "unix", "pipe", "other"];

    /// <summary>The class that a scheme is drawn in.</summary>
    public static string Of(string scheme) => scheme switch
    {
        _ when scheme.StartsWith("tcp", StringComparison.Ordinal) => "tcp",
        "mptcp" => "tcp",
        _ when scheme.StartsWith("udp", StringComparison.Ordinal) => "udp",
        _ when scheme.StartsWith("unix", StringComparison.Ordinal) => "unix",
        "pipe" or "fifo" => "pipe",
        _ => "other",
    };
}
