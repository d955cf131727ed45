using System.Diagnostics.CodeAnalysis;

namespace Soquete.Addresses;

/// <summary>
/// One end of a conversation, in one string: <c>SCHEME:TARGET[,OPTION[=VALUE]]...</c>, for example
/// <c>tcp:localhost:5000,nodelay</c> or <c>unix:/run/app.sock,mode=660</c>.
/// </summary>
/// <remarks>
/// Addresses are immutable values, equal when they say the same, and safe to share between threads.
/// <see cref="ToString()"/> gives the shortest text that parses back to an equal address.
/// Parsing looks at the text alone: names are resolved, and files touched, only when an address is used.
/// </remarks>
public abstract record Address : ISpanParsable<Address>, ISpanFormattable
{
    /// <summary>The longest text that is parsed, in characters.</summary>
    public const int MaxTextLength = 32 * 1024;

    private protected Address()
    {
    }

    /// <summary>The scheme's name in lower case, such as <c>tcp</c>.</summary>
    public abstract string Scheme { get; }

    /// <summary>The target as it stands between the scheme and the options, without escapes.</summary>
    internal abstract string Target { get; }

    /// <summary>Parses an address.</summary>
    /// <param name="s">The text; at most <see cref="MaxTextLength"/> characters.</param>
    /// <param name="provider">Not used: addresses are the same in every culture.</param>
    /// <exception cref="ArgumentNullException"><paramref name="s"/> is null.</exception>
    /// <exception cref="AddressFormatException">The text is no address; the message says what is wrong with which
    /// part.</exception>
    public static Address Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return AddressParser.Parse(s);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static Address Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        AddressParser.Parse(s.ToString());

    /// <summary>Parses an address, and says whether it was one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, [NotNullWhen(true)] out Address? result) =>
        TryParse(s, null, out result);

    /// <inheritdoc cref="TryParse(string?, out Address?)"/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [NotNullWhen(true)] out Address? result)
    {
        result = null;
        return s is not null && AddressParser.TryParse(s, out result);
    }

    /// <inheritdoc cref="TryParse(string?, out Address?)"/>
    public static bool TryParse(
        ReadOnlySpan<char> s, IFormatProvider? provider, [NotNullWhen(true)] out Address? result) =>
        AddressParser.TryParse(s.ToString(), out result);

    /// <summary>The address as text that parses back to an equal address.</summary>
    public sealed override string ToString() => AddressFormatter.Format(this);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default,
            IFormatProvider? provider = null)
    {
        var text = ToString();
        charsWritten = text.TryCopyTo(destination) ? text.Length : 0;
        return charsWritten == text.Length;
    }
}
