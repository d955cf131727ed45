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
        new("max", "How many connections, or sessions or processes of datagrams, there are at once")
        {
            ValueSyntax = "NUMBER", Default = "no limit; of sessions 1024, of processes 64",
        };

    /// <summary>What 'max-sessions' takes.</summary>
    private const int MostSessions = 65536;

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

        return address switch
        {
            IDatagramAddress => most <= MostSessions
                ? (SocketEndAddress)address with { MaxSessions = most }
                : throw new UsageException($"{Max.LongForm} takes a number from 1 to {MostSessions} with datagrams"),
            SocketEndAddress socket => socket with { MaxConnections = most },
            _ => throw new UsageException($"{Max.LongForm} does not go with {address.Scheme}"),
        };
    }
}
