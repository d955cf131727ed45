using Soquete.Cli.Arguments;
using Soquete.Cli.Verbs.Tour;

namespace Soquete.Cli.Verbs;

/// <summary>Every verb of the command, in the order in which help lists them.</summary>
internal static class VerbList
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new ConnectVerb(), new ListenVerb(), new RelayVerb(), new ServeVerb(), new PingVerb(), new TraceVerb(),
        new CaptureVerb(), new MapVerb(), new BenchVerb(), new ExplainVerb(), new TourVerb(), new HelpVerb(),
        new CompletionsVerb(), new ManVerb(),
    ];

    public static IReadOnlyList<VerbDefinition> Definitions { get; } = [.. All.Select(verb => verb.Definition)];

    public static Verb Find(VerbDefinition definition) => All.First(verb => verb.Definition == definition);
}
