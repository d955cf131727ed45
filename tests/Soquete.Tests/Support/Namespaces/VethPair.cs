namespace Soquete.Tests.Support.Namespaces;

/// <summary>
/// Two namespaces joined by a link: hosts that are neighbours. Either speaks to multicast groups through the link.
/// </summary>
internal sealed class VethPair : IAsyncDisposable
{
    private readonly NamespaceSet _namespaces;

    private VethPair(NamespaceSet namespaces, (LinkEnd Left, LinkEnd Right) ends)
    {
        _namespaces = namespaces;
        (Left, Right) = ends;
    }

    public LinkEnd Left { get; }

    public LinkEnd Right { get; }

    public static Task<VethPair> CreateAsync(int mtu = NetworkLink.EthernetMtu) => NamespaceSet.MakeAsync(async set =>
    {
        var ends = await NetworkLink.CreateAsync(
            (await set.AddAsync(), "left0"), (await set.AddAsync(), "right0"), mtu);
        await ends.First.Namespace.IpAsync("route add 224.0.0.0/4 dev left0\n");
        await ends.Second.Namespace.IpAsync("route add 224.0.0.0/4 dev right0\n");
        return new VethPair(set, ends);
    });

    public ValueTask DisposeAsync() => _namespaces.DisposeAsync();
}
