namespace Soquete.Cli.Arguments;

/// <summary>The options that every verb has.</summary>
internal static class GlobalOptions
{
    public static readonly OptionDefinition Json = new("json", "Print events and results as JSON, one object a line");

    public static readonly OptionDefinition Explain =
        new("explain", "Print each socket call as it is made, in the notation of strace, to standard error");

    public static readonly OptionDefinition Timeout =
        new("timeout", "The longest wait for a connection; then exit status 4")
        {
            ValueSyntax = "DURATION", Default = "no limit but the address's own",
        };

    public static readonly OptionDefinition Quiet = new("quiet", "Print nothing but data and failures")
    {
        Letter = 'q',
    };

    public static readonly OptionDefinition Verbose = new("verbose", "Print each association as it comes and goes")
    {
        Letter = 'v',
    };

    public static readonly OptionDefinition Colour =
        new("color", "Colour the text: auto, always or never; NO_COLOR is honoured")
    {
        ValueSyntax = "WHEN", Default = "auto", Candidates = Candidates.Choice, Choices = ["auto", "always", "never"],
    };

    public static readonly OptionDefinition Help = new("help", "Print help and exit") { Letter = 'h' };

    public static readonly OptionDefinition Version = new("version", "Print the version and exit; more with --verbose")
    {
        Letter = 'V',
    };

    public static IReadOnlyList<OptionDefinition> All { get; } =
        [Json, Explain, Timeout, Quiet, Verbose, Colour, Help, Version];
}
