using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Serving;
using Soquete.Relaying;

namespace Soquete.Cli.Verbs;

/// <summary>What a relay heeds and no other verb does: options of its own, and options of addresses.</summary>
internal static class RelayOptions
{
    public static readonly OptionDefinition Write =
        new("write", "Record what passes in a pcapng file, for Wireshark; - is standard output")
    {
        ValueSyntax = "FILE",
    };

    /// <summary>The address as it is; one that asks for what will not happen is refused.</summary>
    public static Address RefuseRelayOptions(this Address address, VerbDefinition verb) =>
        Relay.OptionsOf(address) is [var first, ..]
            ? throw new UsageException($"{verb.Name}: {address}: option '{first}' is for a relay")
            : address;

    /// <summary>The file that --write names; null without it.</summary>
    /// <exception cref="UsageException">It is standard output, which one of the addresses is as well.</exception>
    public static RecordedFile? OpenRecording(this Invocation invocation, params ReadOnlySpan<Address> addresses)
    {
        if (invocation.Typed.ValueOf(Write) is not { } name)
        {
            return null;
        }

        foreach (var address in addresses)
        {
            if (name == RecordedFile.StandardOutput && address is StandardStreamsAddress)
            {
                throw new UsageException(
                    $"{invocation.Verb.Name}: {Write.LongForm} {name}: standard output is an end of the relay");
            }
        }

        return RecordedFile.Create(name, invocation.Events);
    }
}
