using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Relaying;

namespace Soquete.Cli.Verbs;

/// <summary>Options of addresses that a relay heeds and no other verb does.</summary>
internal static class RelayOptions
{
    /// <summary>The address as it is; one that asks for what will not happen is refused.</summary>
    public static Address RefuseRelayOptions(this Address address, VerbDefinition verb) =>
        Relay.OptionsOf(address) is [var first, ..]
            ? throw new UsageException($"{verb.Name}: {address}: option '{first}' is for a relay")
            : address;
}
