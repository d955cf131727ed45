namespace Soquete.Cli.Verbs.Tour.Parts;

/// <summary>What a role expects to have received.</summary>
internal static class Expectation
{
    /// <exception cref="StopFailedException">Something else arrived.</exception>
    public static void Require(string expected, string received)
    {
        if (received != expected)
        {
            throw new StopFailedException(
                $"'{Printable.Shorten(expected)}' was sent, and '{Printable.Shorten(received)}' arrived");
        }
    }
}
