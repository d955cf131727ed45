namespace Soquete.Addresses;

/// <summary>
/// A datagram socket of the unix domain (unix(7)): <c>unix-dgram:PATH</c> or <c>unix-dgram:@NAME</c>. It loses nothing
/// and keeps the order; a full receiver makes its senders wait.
/// </summary>
public sealed record UnixDatagramAddress : UnixSocketAddress, IDatagramAddress
{
    /// <summary>An address by pathname, or by abstract name after an <c>@</c>.</summary>
    /// <exception cref="FormatException">
    /// <paramref name="name"/> is empty, has a NUL, or is longer than <see cref="UnixSocketAddress.MaxNameBytes"/>.
    /// </exception>
    public UnixDatagramAddress(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override string Scheme => "unix-dgram";

    /// <summary>
    /// The connector's own name, so that it can be answered: a pathname, made with mode 0600, or an abstract name
    /// after an <c>@</c>; null for an abstract name of the kernel's choice (autobind).
    /// </summary>
    public string? Bind { get; init; }

    /// <summary>A connector takes no name at all, so that it cannot be answered; off unless set.</summary>
    public bool? Unbound { get; init; }

    /// <summary>
    /// SO_PASSCRED: each datagram comes with its sender's process, user and group; off unless set or a filter needs it.
    /// </summary>
    public bool? Credentials { get; init; }

    internal static AddressScheme DescribeScheme() => new(
        "unix-dgram", "unix-dgram:PATH or unix-dgram:@NAME", "datagrams of the unix domain: reliable, and in order",
        target => new UnixDatagramAddress(ReadName(target)),
        SharedOptions.OfSockets, SharedOptions.OfDatagrams, DatagramOptions, UnixOptions)
    {
        Validate = address => Check((UnixDatagramAddress)address),
    };

    private static AddressOption[] DatagramOptions { get; } =
    [
        new ValueOption<UnixDatagramAddress, string?>(
            "bind", OptionUse.Connector, "its own name, to be answered at (default: one of the kernel's choice)",
            ValueSyntaxes.SocketName(Problem), a => a.Bind, (a, v) => a with { Bind = v }),
        new FlagOption<UnixDatagramAddress>(
            "unbound", OptionUse.Connector, "have no name, so that no answer can come (default: off)",
            a => a.Unbound, (a, v) => a with { Unbound = v }),
        new FlagOption<UnixDatagramAddress>(
            "credentials", OptionUse.Both, "learn who sent each datagram, SO_PASSCRED (default: off)",
            a => a.Credentials, (a, v) => a with { Credentials = v }),
    ];

    private static void Check(UnixDatagramAddress address)
    {
        CheckAbstract(address);
        if (address is { Bind: not null, Unbound: true })
        {
            throw new AddressProblemException("options 'bind' and 'unbound' exclude each other");
        }

        if (address.Credentials == false && address.AllowUid.Count + address.AllowGid.Count > 0)
        {
            throw new AddressProblemException("options 'allow-uid' and 'allow-gid' need 'credentials'");
        }
    }
}
