namespace Soquete.Filters.Syntax;

/// <summary>The host names in an expression.</summary>
internal static class HostNameList
{
    /// <summary>Each name once, in the order in which they stand.</summary>
    public static IReadOnlyList<string> Of(FilterNode node)
    {
        var names = new List<string>();
        Add(node, names);
        return [.. names.Distinct()];
    }

    private static void Add(FilterNode node, List<string> names)
    {
        switch (node)
        {
            case NamedHostTest host:
                names.Add(host.Name);
                break;
            case Negation negation:
                Add(negation.Operand, names);
                break;
            case Chain chain:
                foreach (var link in chain.Links)
                {
                    Add(link.Node, names);
                }

                break;
            default:
                break;
        }
    }
}
