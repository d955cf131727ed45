using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Messages;

namespace Soquete.Cli.Verbs;

/// <summary>The options of the verbs whose peers may take messages: datagrams or sequenced packets.</summary>
internal static class MessageOptions
{
    /// <summary>How long is waited for a further reply unless --wait says otherwise.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(1);

    public static readonly OptionDefinition Line =
        new("line", "Datagrams and packets: each line of input is one, and each that comes is printed as a line");

    public static readonly OptionDefinition Chunk =
        new("chunk", "Datagrams and packets: send input in pieces of this size")
    {
        ValueSyntax = "SIZE", Default = "what one read gives",
    };

    public static readonly OptionDefinition From =
        new("from", "Datagrams and packets: say before each who sent it, or with --json in an event of its own");

    public static readonly OptionDefinition Wait =
        new("wait", "Datagrams: end when this long has passed since the end of input and the last reply")
    {
        ValueSyntax = "DURATION", Default = $"{DurationText.Format(DefaultWait)}; no limit with --replies",
    };

    public static readonly OptionDefinition Replies = new("replies", "Datagrams: end after this many replies")
    {
        ValueSyntax = "NUMBER",
    };

    /// <summary>How standard input is parted into messages for an address.</summary>
    public static MessageFraming FramingFor(this Invocation invocation, Address address)
    {
        var typed = invocation.Typed;
        typed.RefuseTogether(Line, Chunk);
        var longest = LongestMessage.Of(address);
        var chunk = typed.Size(Chunk);
        return chunk is > 0 && chunk <= longest || chunk is null
            ? new MessageFraming(typed.Has(Line), (int?)chunk, longest)
            : throw new UsageException(
                $"{Chunk.LongForm}: {LongestMessage.Limit(address)}, and {typed.ValueOf(Chunk)} is not among them");
    }

    /// <summary>Refuses options of messages where an address has none, or not of that kind.</summary>
    public static void RefuseWith(
        this TypedArguments typed, Address address, params ReadOnlySpan<OptionDefinition> options)
    {
        foreach (var option in options)
        {
            if (typed.Has(option))
            {
                throw new UsageException($"{option.LongForm} does not go with {address.Scheme}");
            }
        }
    }
}
