using Soquete.Addresses;

namespace Soquete.Planning;

/// <summary>An option that an address sets, and what it becomes.</summary>
/// <param name="Name">The option's name.</param>
/// <param name="Value">Its value as text; empty for one that is present.</param>
/// <param name="Summary">What it does.</param>
public sealed record ExplainedOption(string Name, string Value, string Summary)
{
    internal static IReadOnlyList<ExplainedOption> AllOf(Address address) =>
    [
        .. from option in AddressScheme.Find(address.Scheme)!.Options
           from value in option.ValuesOf(address)
           select new ExplainedOption(option.Name, value, option.Summary),
    ];
}
