namespace Soquete.Cli.Arguments;

/// <summary>The options of every verb, validated.</summary>
internal sealed record GlobalSettings
{
    public bool Json { get; private init; }

    public bool Explain { get; private init; }

    public TimeSpan? Timeout { get; private init; }

    public bool Quiet { get; private init; }

    public bool Verbose { get; private init; }

    /// <summary>Whether text is coloured; null lets the terminal decide.</summary>
    public bool? Colour { get; private init; }

    public static GlobalSettings From(TypedArguments typed)
    {
        typed.RefuseTogether(GlobalOptions.Quiet, GlobalOptions.Verbose);
        return new GlobalSettings
        {
            Json = typed.Has(GlobalOptions.Json),
            Explain = typed.Has(GlobalOptions.Explain),
            Timeout = typed.Duration(GlobalOptions.Timeout),
            Quiet = typed.Has(GlobalOptions.Quiet),
            Verbose = typed.Has(GlobalOptions.Verbose),
            Colour = typed.Choice(GlobalOptions.Colour) switch { "always" => true, "never" => false, _ => null },
        };
    }
}
