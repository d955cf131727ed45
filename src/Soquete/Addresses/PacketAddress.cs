namespace Soquete.Addresses;

/// <summary>
/// A packet socket (packet(7)): the frames of an interface as they are on the link, <c>packet:INTERFACE</c>, or of all
/// interfaces, <c>packet:any</c>. Whoever opens one needs CAP_NET_RAW.
/// </summary>
public sealed record PacketAddress : SocketEndAddress
{
    /// <summary>What stands for all interfaces.</summary>
    public const string AnyInterface = "any";

    /// <summary>The longest name of an interface, in bytes: IFNAMSIZ is 16, with a NUL.</summary>
    public const int MaxInterfaceBytes = 15;

    /// <summary>An address of an interface.</summary>
    /// <param name="interfaceName">The interface's name; <see cref="AnyInterface"/> for all.</param>
    /// <exception cref="FormatException">
    /// <paramref name="interfaceName"/> is empty, has more than <see cref="MaxInterfaceBytes"/> characters, or one that
    /// no interface has in its name.
    /// </exception>
    public PacketAddress(string interfaceName)
    {
        ArgumentNullException.ThrowIfNull(interfaceName);
        Interface = Problem(interfaceName) is { } problem ? throw new FormatException(problem) : interfaceName;
    }

    /// <inheritdoc/>
    public override string Scheme => "packet";

    /// <summary>The interface's name; <see cref="AnyInterface"/> for all.</summary>
    public string Interface { get; }

    /// <summary>Whether the frames of all interfaces are meant.</summary>
    public bool IsAny => Interface == AnyInterface;

    /// <summary>
    /// SOCK_DGRAM: the link's header is left out, and one of Linux's own comes before each packet
    /// (LINKTYPE_LINUX_SLL2), the same for interfaces of every kind. Off unless set, but for <c>any</c>, and on
    /// interfaces whose header is not known here.
    /// </summary>
    public bool? Cooked { get; init; }

    /// <summary>
    /// PACKET_MR_PROMISC: the interface takes frames that are for others too, as long as the socket is open; off unless
    /// set.
    /// </summary>
    public bool? Promiscuous { get; init; }

    /// <summary>
    /// The only EtherType that is received, 0x600 to 0xFFFF; 3 (ETH_P_ALL), which is the default, for all. The frames
    /// that this machine sends are seen with that one alone.
    /// </summary>
    public ushort? Protocol { get; init; }

    /// <summary>PACKET_IGNORE_OUTGOING: frames that this machine sends are not seen; off unless set.</summary>
    public bool? IgnoreOutgoing { get; init; }

    /// <summary>
    /// PACKET_FANOUT: the group of sockets that share the frames, 0 to 65,535, of this network namespace; null for all
    /// the frames.
    /// </summary>
    public int? Fanout { get; init; }

    /// <summary>How the group shares; <see cref="FanoutMode.Hash"/> unless set. Its sockets have to agree.</summary>
    public FanoutMode? FanoutMode { get; init; }

    /// <summary>The most bytes that are received of a frame, 1 to 262,144; null for all of it.</summary>
    public int? SnapLength { get; init; }

    internal override string Target => Interface;

    internal static AddressScheme DescribeScheme() => new(
        "packet", "packet:INTERFACE or packet:any", "frames of an interface, as they are on the link", Read,
        SharedOptions.OfBuffers, SharedOptions.OfLinks, PacketOptions)
    {
        Validate = address => Check((PacketAddress)address),
    };

    private static AddressOption[] PacketOptions { get; } =
    [
        new FlagOption<PacketAddress>(
            "cooked", OptionUse.Both, "no link header, but one of Linux's own, SOCK_DGRAM (default: on for any)",
            a => a.Cooked, (a, v) => a with { Cooked = v }),
        new FlagOption<PacketAddress>(
            "promiscuous", OptionUse.Both, "take frames that are for others too, PACKET_MR_PROMISC (default: off)",
            a => a.Promiscuous, (a, v) => a with { Promiscuous = v }),
        new ValueOption<PacketAddress, ushort?>(
            "protocol", OptionUse.Both, "receive this EtherType alone (default: all)",
            PacketSyntaxes.EtherType, a => a.Protocol, (a, v) => a with { Protocol = v }),
        new FlagOption<PacketAddress>(
            "ignore-outgoing", OptionUse.Both,
            "pass over what this machine sends, PACKET_IGNORE_OUTGOING (default: off; on in a relay)",
            a => a.IgnoreOutgoing, (a, v) => a with { IgnoreOutgoing = v }),
        new ValueOption<PacketAddress, int?>(
            "fanout", OptionUse.Both, "share the frames with the sockets of this group, PACKET_FANOUT",
            ValueSyntaxes.Number(0, ushort.MaxValue), a => a.Fanout, (a, v) => a with { Fanout = v }),
        new ValueOption<PacketAddress, FanoutMode?>(
            "fanout-mode", OptionUse.Both,
            "how the group shares: hash, lb, cpu, rollover, random or qm (default: hash)",
            PacketSyntaxes.FanoutMode, a => a.FanoutMode, (a, v) => a with { FanoutMode = v }),
        new ValueOption<PacketAddress, int?>(
            "snap-length", OptionUse.Both, "receive this much of a frame at most (default: all of it)",
            ValueSyntaxes.Number(1, 262144), a => a.SnapLength, (a, v) => a with { SnapLength = v }),
    ];

    private static PacketAddress Read(string target) =>
        Problem(target) is { } problem ? throw new AddressProblemException(problem) : new PacketAddress(target);

    /// <summary>
    /// What the kernel takes for a name (dev_valid_name): no slash, colon or space, and not all dots.
    /// </summary>
    private static string? Problem(string name) =>
        name.Length == 0 ? "the interface is missing: packet:INTERFACE, or packet:any"
        : name.Length > MaxInterfaceBytes ? $"the name of an interface has at most {MaxInterfaceBytes} characters"
        : name is "." or ".." || name.Any(c => c is <= ' ' or >= (char)127 or '/' or ':')
            ? $"'{Printable.Shorten(name)}' is no name of an interface"
        : null;

    private static void Check(PacketAddress address)
    {
        if (address is { IsAny: true, Cooked: false })
        {
            throw new AddressProblemException("interfaces of different kinds have nothing but 'cooked' in common");
        }

        if (address is { IsAny: true, Promiscuous: true })
        {
            throw new AddressProblemException("option 'promiscuous' is for one interface");
        }

        if (address is { FanoutMode: not null, Fanout: null })
        {
            throw new AddressProblemException("option 'fanout-mode' is for a group: fanout=GROUP");
        }

        if (address is { IgnoreOutgoing: false, Protocol: not null and not EtherTypeText.All })
        {
            throw new AddressProblemException("what this machine sends is seen with 'protocol=all' alone");
        }
    }
}
