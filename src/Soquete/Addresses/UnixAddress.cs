namespace Soquete.Addresses;

/// <summary>
/// A stream socket of the unix domain (unix(7)): <c>unix:PATH</c>, or <c>unix:@NAME</c> in the abstract namespace.
/// </summary>
public sealed record UnixAddress : UnixSocketAddress, IFramedAddress
{
    /// <summary>An address by pathname, or by abstract name after an <c>@</c>.</summary>
    /// <exception cref="FormatException">
    /// <paramref name="name"/> is empty, has a NUL, or is longer than <see cref="UnixSocketAddress.MaxNameBytes"/>.
    /// </exception>
    public UnixAddress(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override string Scheme => "unix";

    /// <summary>How messages stand in the stream, where a relay joins it to datagrams; null for none.</summary>
    public FrameFormat? Frame { get; init; }

    internal static AddressScheme DescribeScheme() => new(
        "unix", "unix:PATH or unix:@NAME", "a stream socket of the unix domain, by pathname or abstract name",
        target => new UnixAddress(ReadName(target)),
        SharedOptions.OfSockets, SharedOptions.OfConnections, [Framed], UnixOptions)
    {
        Validate = CheckAbstract,
    };

    private static AddressOption Framed { get; } = FrameOption.For<UnixAddress>((a, v) => a with { Frame = v });
}
