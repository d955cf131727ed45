namespace Soquete.Addresses;

/// <summary>A scheme of the address grammar: its syntax, its meaning and its options.</summary>
/// <remarks>Help texts, shell completions and the manual are made from these descriptions. Immutable and
/// thread-safe.</remarks>
public sealed class AddressScheme
{
    private readonly AddressOption[] _options;

    internal AddressScheme(
        string name, string syntax, string summary, Func<string, Address> readTarget, params AddressOption[][] options)
    {
        Name = name;
        Syntax = syntax;
        Summary = summary;
        ReadTarget = readTarget;
        _options = [.. options.SelectMany(group => group)];
    }

    /// <summary>Every scheme that this library implements. A new scheme is one record and one line here.</summary>
    public static IReadOnlyList<AddressScheme> All { get; } =
    [
        TcpAddress.DescribeScheme(InternetFamily.Any), TcpAddress.DescribeScheme(InternetFamily.IPv4),
        TcpAddress.DescribeScheme(InternetFamily.IPv6), UdpAddress.DescribeScheme(InternetFamily.Any),
        UdpAddress.DescribeScheme(InternetFamily.IPv4), UdpAddress.DescribeScheme(InternetFamily.IPv6),
        RawAddress.DescribeScheme(InternetFamily.Any), RawAddress.DescribeScheme(InternetFamily.IPv4),
        RawAddress.DescribeScheme(InternetFamily.IPv6), PacketAddress.DescribeScheme(),
        UnixAddress.DescribeScheme(), UnixDatagramAddress.DescribeScheme(),
        UnixSequencedPacketAddress.DescribeScheme(), VsockAddress.DescribeScheme(),
        StandardStreamsAddress.DescribeScheme(), FileAddress.DescribeScheme(),
        DescriptorAddress.DescribeScheme(), ExecAddress.DescribeScheme(),
    ];

    /// <summary>The name before the colon.</summary>
    public string Name { get; }

    /// <summary>How an address of this scheme is written, such as <c>tcp:HOST:PORT</c>.</summary>
    public string Syntax { get; }

    /// <summary>What it is, in one line.</summary>
    public string Summary { get; }

    /// <summary>Its options, in the order in which they are printed.</summary>
    public IReadOnlyList<AddressOption> Options => _options;

    internal static IEnumerable<string> Names => All.Select(scheme => scheme.Name);

    internal Func<string, Address> ReadTarget { get; }

    /// <summary>Checks what no single option can: pairs that contradict one another.</summary>
    internal Action<Address>? Validate { get; init; }

    internal bool NeedsTarget { get; init; } = true;

    internal static AddressScheme? Find(string name) => All.FirstOrDefault(scheme => scheme.Name == name);

    internal AddressOption? FindOption(string name) => Array.Find(_options, option => option.Name == name);

    internal bool Accepts(string target)
    {
        try
        {
            return ReadTarget(target) is not null;
        }
        catch (AddressProblemException)
        {
            return false;
        }
    }
}
