using System.Globalization;

namespace Soquete.Addresses;

/// <summary>
/// A descriptor that this process inherited: <c>fd:N</c>, or <c>fd:NAME</c> for one of systemd's
/// (sd_listen_fds(3)).
/// </summary>
public sealed record DescriptorAddress : Address, IFramedAddress
{
    private DescriptorAddress(int? number, string? name)
    {
        Number = number;
        Name = name;
    }

    /// <inheritdoc/>
    public override string Scheme => "fd";

    /// <summary>The number, or null for one given by name.</summary>
    public int? Number { get; }

    /// <summary>The name in LISTEN_FDNAMES, or null for one given by number.</summary>
    public string? Name { get; }

    /// <summary>How messages stand in the stream, where a relay joins it to datagrams; null for none.</summary>
    public FrameFormat? Frame { get; init; }

    internal override string Target => Name ?? Number!.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A descriptor by number.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is negative.</exception>
    public static DescriptorAddress FromNumber(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new DescriptorAddress(number, null);
    }

    internal static AddressScheme DescribeScheme() => new(
        "fd", "fd:N or fd:NAME", "an inherited descriptor, by number or by its name in LISTEN_FDNAMES", Read,
        [FrameOption.For<DescriptorAddress>((a, v) => a with { Frame = v })]);

    private static DescriptorAddress Read(string target) =>
        int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new DescriptorAddress(
            number, null)
        : IsName(target) ? new DescriptorAddress(null, target)
        : throw new AddressProblemException(
            $"'{Printable.Shorten(target)}' is no descriptor: a number, or a name in LISTEN_FDNAMES");

    /// <summary>
    /// sd_pid_notify_with_fds(3): printable ASCII without colons, at most 255 characters. A name is no number.
    /// </summary>
    private static bool IsName(string text) =>
        text.Length is > 0 and <= 255 && text[0] is not ('-' or '+') && text.Any(c => !char.IsAsciiDigit(c)) &&
        text.All(c => c is >= ' ' and < (char)127 and not ':');
}
