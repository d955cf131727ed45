namespace Soquete.Filters.Compilation;

/// <summary>What an expression asks of a packet, in values.</summary>
/// <remarks>
/// The order stays: a load that is not within the packet rejects it, so no test may be made before one that keeps it
/// from being made.
/// </remarks>
internal abstract record Condition
{
    public static Condition Always { get; } = new Known(true);

    public static Condition Never { get; } = new Known(false);

    /// <summary>Holds where all do, which are looked at in order.</summary>
    public static Condition All(params ReadOnlySpan<Condition> conditions)
    {
        var all = conditions[^1];
        for (var at = conditions.Length - 2; at >= 0; at--)
        {
            all = conditions[at].And(all);
        }

        return all;
    }

    /// <summary>Holds where any does, which are looked at in order.</summary>
    public static Condition Any(params ReadOnlySpan<Condition> conditions)
    {
        var any = conditions[^1];
        for (var at = conditions.Length - 2; at >= 0; at--)
        {
            any = conditions[at].Or(any);
        }

        return any;
    }

    public Condition And(Condition other) => this is Known known ? known.Holds ? other : Never
        : other is Known { Holds: true } ? this
        : new Both(this, other);

    public Condition Or(Condition other) => this is Known known ? known.Holds ? Always : other
        : other is Known { Holds: false } ? this
        : new Either(this, other);

    public Condition Not() => this switch
    {
        Known known => known.Holds ? Never : Always,
        Opposite opposite => opposite.Operand,
        _ => new Opposite(this),
    };
}

internal sealed record Known(bool Holds) : Condition;

internal sealed record Both(Condition First, Condition Second) : Condition;

internal sealed record Either(Condition First, Condition Second) : Condition;

internal sealed record Opposite(Condition Operand) : Condition;

/// <summary>A test: a value in A, the code of a jump, and what it is compared with.</summary>
internal sealed record Test(Value Value, ushort Code, Value Other) : Condition;
