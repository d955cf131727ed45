using Soquete.Cli.Arguments;

namespace Soquete.Cli.Map;

/// <summary>In which order processes stand.</summary>
internal enum MapOrder
{
    /// <summary>By their names, those of one name by their numbers.</summary>
    Name,

    /// <summary>By their numbers.</summary>
    Pid,

    /// <summary>Those with the most edges first.</summary>
    Edges,

    /// <summary>Those with the most in their queues first.</summary>
    Queue,

    /// <summary>By what joins them; of a live view, as the next ones.</summary>
    Scheme,

    /// <summary>What has the most bytes a second first.</summary>
    Rate,

    /// <summary>What has the most problems first.</summary>
    Problems,
}

/// <summary>The orders as they are typed.</summary>
internal static class MapOrders
{
    /// <summary>In the order of <see cref="MapOrder"/>.</summary>
    public static readonly string[] Names = ["name", "pid", "edges", "queue", "scheme", "rate", "problems"];

    /// <summary>Those of a live view, in the order in which a key goes through them.</summary>
    public static readonly MapOrder[] OfWatching =
        [MapOrder.Name, MapOrder.Pid, MapOrder.Scheme, MapOrder.Queue, MapOrder.Rate, MapOrder.Problems];

    /// <exception cref="UsageException">That is no order of this form.</exception>
    public static MapOrder Of(TypedArguments typed, MapForm form)
    {
        var order = typed.Choice(MapOptions.Sort) is { } name ? (MapOrder)Array.IndexOf(Names, name) : MapOrder.Name;
        var isKnown = form == MapForm.Watch ? OfWatching.Contains(order) : order <= MapOrder.Queue;
        return isKnown ? order : throw new UsageException(
            $"{MapOptions.Sort.LongForm} {NameOf(order)} " +
            (form == MapForm.Watch ? "does not go with " : "goes with ") + MapOptions.Watch.LongForm);
    }

    public static string NameOf(MapOrder order) => Names[(int)order];
}
