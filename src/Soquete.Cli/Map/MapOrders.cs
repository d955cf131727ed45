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
}

/// <summary>The orders as they are typed.</summary>
internal static class MapOrders
{
    /// <summary>In the order of <see cref="MapOrder"/>.</summary>
    public static readonly string[] Names = ["name", "pid", "edges", "queue"];

    public static MapOrder Of(string? name) => name is null ? MapOrder.Name : (MapOrder)Array.IndexOf(Names, name);
}
