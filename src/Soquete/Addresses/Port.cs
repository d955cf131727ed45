using System.Globalization;

namespace Soquete.Addresses;

/// <summary>
/// A port: 16 bits, or the name of a service (RFC 6335) that is looked up when the address is used.
/// </summary>
/// <remarks>
/// 0 lets the system take a free port. Ports 1 to 1023 belong to the system (RFC 6335 §6).
/// TCP's ports are independent of UDP's.
/// </remarks>
public readonly record struct Port
{
    private Port(int number, string? serviceName)
    {
        Number = number;
        ServiceName = serviceName;
    }

    /// <summary>The number, 0 to 65535, where <see cref="ServiceName"/> is null.</summary>
    public int Number { get; }

    /// <summary>The service's name, such as <c>http</c>, or null for a port given by number.</summary>
    public string? ServiceName { get; }

    /// <summary>A port by number.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is not within 0 to 65535.</exception>
    public static Port FromNumber(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, ushort.MaxValue);
        return new Port(number, null);
    }

    /// <summary>A port by number.</summary>
    public static implicit operator Port(ushort number) => new(number, null);

    /// <inheritdoc/>
    public override string ToString() => ServiceName ?? Number.ToString(CultureInfo.InvariantCulture);

    internal static Port Read(string text)
    {
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return text.Length <= 9
                && int.Parse(text, CultureInfo.InvariantCulture) is var number and <= ushort.MaxValue
                ? new Port(number, null)
                : throw new AddressProblemException($"port {Printable.Shorten(text)} is out of range (0 to 65535)");
        }

        return IsServiceName(text)
            ? new Port(0, text.ToLowerInvariant())
            : throw new AddressProblemException(
                text.Length == 0 ? "the port is empty" : $"'{Printable.Shorten(text)}' is no port");
    }

    /// <summary>RFC 6335 §5.1: letters, digits and single hyphens inside, with a letter somewhere. Its 15
    /// characters are not
    /// held to, because /etc/services has longer ones.</summary>
    private static bool IsServiceName(string text) =>
        text.Length is > 0 and <= 63 && text.Any(char.IsAsciiLetter) && text[0] != '-' && text[^1] != '-' &&
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+');
}
