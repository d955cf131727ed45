using System.Text;

namespace Soquete.Addresses;

/// <summary>Address to text: the target, then each option that is set, in the order of the scheme's table.</summary>
internal static class AddressFormatter
{
    public static string Format(Address address)
    {
        var scheme = AddressScheme.Find(address.Scheme)!;
        var builder = new StringBuilder(scheme.Name);
        AppendTarget(builder, address.Target);
        foreach (var option in scheme.Options)
        {
            foreach (var value in option.ValuesOf(address))
            {
                builder.Append(',').Append(option.Name);
                if (value.Length != 0)
                {
                    builder.Append('=').Append(AddressSyntax.Escape(value));
                }
            }
        }

        return builder.ToString();
    }

    private static void AppendTarget(StringBuilder builder, string target)
    {
        if (target.Length == 0)
        {
            return;
        }

        // A target that begins with two slashes would lose them to the "//" of a URL.
        builder.Append(':').Append(target.StartsWith("//", StringComparison.Ordinal) ? "//" : "");
        builder.Append(AddressSyntax.Escape(target));
    }
}
