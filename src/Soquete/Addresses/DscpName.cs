using System.Globalization;

namespace Soquete.Addresses;

/// <summary>
/// Differentiated services codepoints by number or by name (RFC 2474, RFC 2597, RFC 3246, RFC 8622).
/// </summary>
internal static class DscpName
{
    private static readonly (string Name, int Value)[] Names =
    [
        ("cs0", 0), (
            "le", 1), ("cs1", 8), ("af11", 10), ("af12", 12), ("af13", 14), ("cs2", 16), ("af21", 18), ("af22", 20),
        ("af23", 22), ("cs3", 24), ("af31", 26), ("af32", 28), ("af33", 30), ("cs4", 32), ("af41", 34), ("af42", 36),
        ("af43", 38), ("cs5", 40), ("va", 44), ("ef", 46), ("cs6", 48), ("cs7", 56),
    ];

    public static bool TryParse(string text, out int value)
    {
        var index = Array.FindIndex(Names, entry => entry.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            value = Names[index].Value;
            return true;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= 63;
    }

    public static string Format(int value)
    {
        var index = Array.FindIndex(Names, entry => entry.Value == value);
        return index >= 0 ? Names[index].Name : value.ToString(CultureInfo.InvariantCulture);
    }
}
