using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Streams;

namespace Soquete.Cli.Verbs;

/// <summary>The options of the verbs that wait for peers.</summary>
internal static class ServingOptions
{
    public static readonly OptionDefinition Grace =
        new("grace", "How long what runs may go on after the first SIGINT or SIGTERM")
        {
            ValueSyntax = "DURATION", Default = DurationText.Format(StreamServer.DefaultGrace),
        };

    public static readonly OptionDefinition Max =
        new("max", "How many connections are open at once; more wait to be accepted")
        {
            ValueSyntax = "NUMBER", Default = "no limit",
        };

    /// <summary>Makes the first signal wait for as long as --grace says.</summary>
    public static void SetGrace(this Invocation invocation) =>
        invocation.Interruption.Grace = invocation.Typed.Duration(Grace) ?? StreamServer.DefaultGrace;

    /// <summary>The address with the limit of --max.</summary>
    public static Address WithMax(this Invocation invocation, Address address)
    {
        if (invocation.Typed.Count(Max) is not { } most)
        {
            return address;
        }

        return address is SocketEndAddress socket
            ? socket with { MaxConnections = most }
            : throw new UsageException($"{Max.LongForm} does not go with {address.Scheme}");
    }
}
