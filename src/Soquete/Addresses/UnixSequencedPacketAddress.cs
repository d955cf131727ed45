namespace Soquete.Addresses;

/// <summary>
/// A sequenced-packet socket of the unix domain (unix(7)): connections as of <c>unix:</c>, boundaries as of datagrams.
/// </summary>
public sealed record UnixSequencedPacketAddress : UnixSocketAddress
{
    /// <summary>An address by pathname, or by abstract name after an <c>@</c>.</summary>
    /// <exception cref="FormatException">
    /// <paramref name="name"/> is empty, has a NUL, or is longer than <see cref="UnixSocketAddress.MaxNameBytes"/>.
    /// </exception>
    public UnixSequencedPacketAddress(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override string Scheme => "unix-seqpacket";

    internal static AddressScheme DescribeScheme() => new(
        "unix-seqpacket", "unix-seqpacket:PATH or unix-seqpacket:@NAME",
        "sequenced packets of the unix domain: connections that keep the boundaries of messages",
        target => new UnixSequencedPacketAddress(ReadName(target)),
        SharedOptions.OfSockets, SharedOptions.OfConnections, UnixOptions)
    {
        Validate = CheckAbstract,
    };
}
