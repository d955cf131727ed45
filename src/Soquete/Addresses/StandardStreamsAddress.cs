namespace Soquete.Addresses;

/// <summary>This process's standard input and output: <c>stdio</c>, or <c>-</c>.</summary>
public sealed record StandardStreamsAddress : Address, IFramedAddress
{
    /// <inheritdoc/>
    public override string Scheme => "stdio";

    /// <summary>How messages stand in the stream, where a relay joins it to datagrams; null for none.</summary>
    public FrameFormat? Frame { get; init; }

    internal override string Target => "";

    internal static AddressScheme DescribeScheme() =>
        new("stdio", "stdio or -", "this process's standard input and output", Read,
            [FrameOption.For<StandardStreamsAddress>((a, v) => a with { Frame = v })])
    {
        NeedsTarget = false,
    };

    private static StandardStreamsAddress Read(string target) => target.Length == 0
        ? new StandardStreamsAddress()
        : throw new AddressProblemException("stdio has no target");
}
