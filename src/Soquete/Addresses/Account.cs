using System.Globalization;

namespace Soquete.Addresses;

/// <summary>A user or a group, by name or by number; a name is looked up when the address is used.</summary>
public readonly record struct Account
{
    private Account(string? name, uint id)
    {
        Name = name;
        Id = id;
    }

    /// <summary>The name, or null for one given by number.</summary>
    public string? Name { get; }

    /// <summary>The number, where <see cref="Name"/> is null.</summary>
    public uint Id { get; }

    /// <summary>An account by number.</summary>
    public static Account FromId(uint id) => new(null, id);

    /// <summary>An account by name.</summary>
    public static Account FromName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(name, 0);
    }

    /// <summary>Reads a number, or else a name without colons, slashes or white space.</summary>
    public static bool TryParse(string text, out Account account)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The largest number means "no change" to chown(2), so it is no account.
        var isNumber = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        account = isNumber ? FromId(id) : new Account(text, 0);
        return isNumber ? id != uint.MaxValue : IsName(text);
    }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Id.ToString(CultureInfo.InvariantCulture);

    private static bool IsName(string text) => text.Length is > 0 and <= 256 && !char.IsAsciiDigit(text[0]) &&
        text[0] != '-' && !text.AsSpan().ContainsAny(":/\\, \t\r\n");
}
