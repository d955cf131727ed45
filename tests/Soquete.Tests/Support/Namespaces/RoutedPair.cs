namespace Soquete.Tests.Support.Namespaces;

/// <summary>
/// Two hosts that reach each other through a router, whose links may have different MTUs: the router tells a host by
/// ICMP that a packet is too big for the link beyond.
/// </summary>
internal sealed class RoutedPair : IAsyncDisposable
{
    private readonly NamespaceSet _namespaces;

    private RoutedPair(NamespaceSet namespaces, (LinkEnd Host, LinkEnd Router) near, (LinkEnd Router, LinkEnd Host) far)
    {
        _namespaces = namespaces;
        (Left, RouterLeft) = near;
        (RouterRight, Right) = far;
    }

    public LinkEnd Left { get; }

    public LinkEnd RouterLeft { get; }

    public LinkEnd RouterRight { get; }

    public LinkEnd Right { get; }

    /// <summary>Makes them.</summary>
    /// <param name="leftMtu">Of the link from the left host to the router.</param>
    /// <param name="rightMtu">Of the link from the router to the right host; IPv6 needs at least 1,280.</param>
    public static Task<RoutedPair> CreateAsync(int leftMtu = NetworkLink.EthernetMtu, int rightMtu = 1280) =>
        NamespaceSet.MakeAsync(async set =>
        {
            var (left, router, right) = (await set.AddAsync(), await set.AddAsync(), await set.AddAsync());
            router.Run(NamespaceSettings.Forward);
            var near = await NetworkLink.CreateAsync((left, "left0"), (router, "router0"), leftMtu);
            var far = await NetworkLink.CreateAsync((router, "router1"), (right, "right0"), rightMtu);
            await AddDefaultRouteAsync(left, near.Second);
            await AddDefaultRouteAsync(right, far.First);
            return new RoutedPair(set, near, far);
        });

    public ValueTask DisposeAsync() => _namespaces.DisposeAsync();

    private static Task AddDefaultRouteAsync(NetworkNamespace host, LinkEnd router) => host.IpAsync($"""
        route add default via {router.IPv4}
        route add default via {router.IPv6}

        """);
}
