using System.Net;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>Two hosts with a chain of routers between them, whose links may have different MTUs.</summary>
internal sealed class RoutedChain : IAsyncDisposable
{
    private readonly NamespaceSet _namespaces;
    private readonly IReadOnlyList<(LinkEnd Near, LinkEnd Far)> _links;

    private RoutedChain(NamespaceSet namespaces, IReadOnlyList<(LinkEnd Near, LinkEnd Far)> links)
    {
        _namespaces = namespaces;
        _links = links;
    }

    public LinkEnd Left => _links[0].Near;

    public LinkEnd Right => _links[^1].Far;

    /// <summary>Each router by its link towards the left host, whose addresses it answers that host from.</summary>
    public IReadOnlyList<LinkEnd> Routers => [.. _links.SkipLast(1).Select(link => link.Far)];

    /// <summary>What the left host's packets meet on their way to the right one, IPv4 or IPv6.</summary>
    public IPAddress[] Path(bool isIPv6) => [.. _links.Select(link => isIPv6 ? link.Far.IPv6 : link.Far.IPv4)];

    /// <summary>Makes them.</summary>
    /// <param name="mtus">Of each link, from the left; there is a router between each two.</param>
    public static Task<RoutedChain> CreateAsync(params int[] mtus) => NamespaceSet.MakeAsync(async set =>
    {
        var hosts = new List<NetworkNamespace>();
        for (var i = 0; i <= mtus.Length; i++)
        {
            hosts.Add(await set.AddAsync());
        }

        var links = new List<(LinkEnd Near, LinkEnd Far)>();
        for (var i = 0; i < mtus.Length; i++)
        {
            links.Add(await NetworkLink.CreateAsync((hosts[i], $"right{i}"), (hosts[i + 1], $"left{i + 1}"), mtus[i]));
        }

        await AddRoutesAsync(hosts, links);
        return new RoutedChain(set, links);
    });

    /// <summary>Four links of Ethernet's MTU, with three routers between them.</summary>
    public static Task<RoutedChain> CreateAsync() => CreateAsync(1500, 1500, 1500, 1500);

    /// <summary>Sets a kernel parameter (sysctl(8)) in the namespaces of all routers and of the right host.</summary>
    public void Set(string name, string value)
    {
        foreach (var link in _links)
        {
            link.Far.Namespace.Run(() => File.WriteAllText($"/proc/sys/net/{name}", value));
        }
    }

    public ValueTask DisposeAsync() => _namespaces.DisposeAsync();

    private static async Task AddRoutesAsync(
        IReadOnlyList<NetworkNamespace> hosts, IReadOnlyList<(LinkEnd Near, LinkEnd Far)> links)
    {
        var (home4, home6) = (links[0].Near.IPv4, links[0].Near.IPv6);
        await hosts[0].IpAsync(Routes("default", "default", links[0].Far));
        for (var i = 1; i < hosts.Count; i++)
        {
            var back = i > 1 ? Routes($"{home4}/32", $"{home6}/128", links[i - 1].Near) : "";
            if (i < links.Count)
            {
                hosts[i].Run(NamespaceSettings.Forward);
            }

            // The last router knows the right host's link alone: what is for others ends there.
            await hosts[i].IpAsync(i < links.Count - 1 ? back + Routes("default", "default", links[i].Far) : back);
        }
    }

    private static string Routes(string ipv4, string ipv6, LinkEnd via) => $"""
        route add {ipv4} via {via.IPv4}
        route add {ipv6} via {via.IPv6}

        """;
}
