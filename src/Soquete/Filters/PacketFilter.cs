using System.Net;
using Soquete.Filters.Compilation;
using Soquete.Filters.Syntax;
using Soquete.Wire;

namespace Soquete.Filters;

/// <summary>
/// A filter expression in the common form of pcap-filter(7), such as <c>tcp port 80 and not host 10.0.0.1</c>.
/// </summary>
/// <remarks>Immutable, and safe for any number of threads. docs/filters.md has the language.</remarks>
public sealed class PacketFilter
{
    /// <summary>How many bytes of a packet are wanted unless something else is said: all of any packet.</summary>
    public const int DefaultSnapLength = 262144;

    private readonly FilterNode _node;
    private readonly IReadOnlyDictionary<string, IPAddress[]> _addresses;

    private PacketFilter(
        string expression,
        FilterNode node,
        IReadOnlyList<string> hostNames,
        IReadOnlyDictionary<string, IPAddress[]> addresses) =>
        (Expression, _node, HostNames, _addresses) = (expression, node, hostNames, addresses);

    /// <summary>The expression, as it was written.</summary>
    public string Expression { get; }

    /// <summary>The host names in it, each once, that are still to be resolved; empty where there are none.</summary>
    public IReadOnlyList<string> HostNames { get; }

    /// <summary>Reads an expression. Services and protocols become numbers; host names stay.</summary>
    /// <param name="expression">At most 65,536 characters; the empty one asks for every packet.</param>
    /// <exception cref="PacketFilterException">It is none; the exception has the column.</exception>
    public static PacketFilter Parse(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var node = FilterParser.Parse(expression);
        return new PacketFilter(expression, node, HostNameList.Of(node), new Dictionary<string, IPAddress[]>());
    }

    /// <summary>The same filter with the addresses of its host names, asked of the system's resolver.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SoqueteException">A name has no address: <see cref="FailureKind.NameNotFound"/>.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async ValueTask<PacketFilter> ResolveAsync(CancellationToken cancellationToken = default)
    {
        var addresses = new Dictionary<string, IPAddress[]>();
        foreach (var name in HostNames)
        {
            addresses[name] = await HostAddresses.FindAsync(Expression, name, cancellationToken).ConfigureAwait(false);
        }

        return WithAddresses(addresses);
    }

    /// <summary>The same filter with the addresses of its host names, asked of a function.</summary>
    /// <param name="resolver">Gives all addresses of a name, of both versions of IP.</param>
    /// <exception cref="SoqueteException">A name has no address: <see cref="FailureKind.NameNotFound"/>.</exception>
    public PacketFilter Resolve(Func<string, IReadOnlyList<IPAddress>> resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        return WithAddresses(HostNames.ToDictionary(name => name, name => resolver(name).ToArray()));
    }

    /// <summary>Compiles it to the program that accepts the packets it asks for.</summary>
    /// <remarks>
    /// The program is right for a socket in the kernel and for the packets of a file alike: where it looks for a VLAN
    /// tag, it looks first among what the kernel knows beside the frame, as the kernel takes tags out.
    /// </remarks>
    /// <param name="linkType">What the packets begin with.</param>
    /// <param name="snapLength">How many bytes of an accepted packet are wanted: what the program returns; more than
    /// 0.</param>
    /// <exception cref="PacketFilterException">
    /// The link has not what it asks for, or the program would be longer than the kernel takes.
    /// </exception>
    /// <exception cref="InvalidOperationException">Host names are not resolved.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public BpfProgram Compile(LinkType linkType, int snapLength = DefaultSnapLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(snapLength);
        return HostNames.Count == 0
            ? FilterCompiler.Compile(Expression, _node, _addresses, linkType, (uint)snapLength)
            : throw new InvalidOperationException($"The host '{HostNames[0]}' has to be resolved first.");
    }

    /// <summary>The expression.</summary>
    public override string ToString() => Expression;

    private PacketFilter WithAddresses(Dictionary<string, IPAddress[]> addresses) =>
        addresses.FirstOrDefault(entry => entry.Value.Length == 0).Key is { } unknown
            ? throw HostAddresses.NotFound(Expression, unknown)
            : HostNames.Count == 0 ? this
            : new PacketFilter(Expression, _node, [], addresses);
}
