namespace Soquete.Addresses;

/// <summary>This process's standard input and output: <c>stdio</c>, or <c>-</c>.</summary>
public sealed record StandardStreamsAddress : Address
{
    /// <inheritdoc/>
    public override string Scheme => "stdio";

    internal override string Target => "";

    internal static AddressScheme DescribeScheme() =>
        new("stdio", "stdio or -", "this process's standard input and output", Read)
    {
        NeedsTarget = false,
    };

    private static StandardStreamsAddress Read(string target) => target.Length == 0
        ? new StandardStreamsAddress()
        : throw new AddressProblemException("stdio has no target");
}
