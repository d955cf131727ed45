using System.Text.RegularExpressions;

namespace Soquete.Cli.Tests.Support;

/// <summary>A listener under test, with where it says that it listens.</summary>
internal sealed partial class ListeningCommand : IAsyncDisposable
{
    private ListeningCommand(Child child, string line) => (Command, Line) = (child, line);

    public Child Command { get; }

    public string Line { get; }

    /// <summary>The port that was taken.</summary>
    public string Port => Ports().Match(Line).Groups[1].Value;

    /// <summary>Starts <c>listen</c> with these words and waits until it listens.</summary>
    public static Task<ListeningCommand> StartAsync(params string[] words) => StartVerbAsync("listen", words);

    public static Task<ListeningCommand> StartVerbAsync(string verb, params string[] words) =>
        OfAsync(Child.Command([verb, .. words]));

    public static async Task<ListeningCommand> OfAsync(Child child) =>
        new(child, await child.ErrorLineAsync("listening"));

    /// <summary>Sends the signal that ends it, and gives what it printed.</summary>
    public async Task<Run> EndAsync(string signal = "TERM")
    {
        Command.Signal(signal);
        return await Command.EndAsync();
    }

    public ValueTask DisposeAsync() => Command.DisposeAsync();

    [GeneratedRegex(@"listening on \S*:(\d+)")]
    private static partial Regex Ports();
}
