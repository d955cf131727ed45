namespace Soquete.Addresses;

/// <summary>A child process, spoken to on its standard input and output: <c>exec:COMMAND</c>.</summary>
/// <param name="Command">The command and its arguments, in words as <see cref="CommandWords"/> reads them, or for a
/// shell.</param>
public sealed record ExecAddress(string Command) : Address, IFramedAddress
{
    /// <inheritdoc/>
    public override string Scheme => "exec";

    /// <summary>Whether <c>/bin/sh -c</c> runs the command; else it is run as it is, without a shell.</summary>
    public bool? Shell { get; init; }

    /// <summary>How messages stand in the stream, where a relay joins it to datagrams; null for none.</summary>
    public FrameFormat? Frame { get; init; }

    internal override string Target => Command;

    /// <summary>The words that are run.</summary>
    /// <exception cref="FormatException">A quote is not closed, or there is no word.</exception>
    public IReadOnlyList<string> ToWords() => Shell == true ? ["/bin/sh", "-c", Command] : CommandWords.Split(Command);

    internal static AddressScheme DescribeScheme() => new(
        "exec", "exec:COMMAND", "a child process, on its standard input and output", target => new ExecAddress(target),
        [
            new FlagOption<ExecAddress>(
                "shell", OptionUse.Both, "let /bin/sh run it (default: off; quotes work without)",
                a => a.Shell, (a, v) => a with { Shell = v }),
            FrameOption.For<ExecAddress>((a, v) => a with { Frame = v }),
        ])
    {
        Validate = address => Check((ExecAddress)address),
    };

    private static void Check(ExecAddress address)
    {
        try
        {
            if (address.ToWords().Count == 0 || string.IsNullOrWhiteSpace(address.Command))
            {
                throw new AddressProblemException("the command is empty");
            }
        }
        catch (FormatException problem)
        {
            throw new AddressProblemException(problem.Message);
        }
    }
}
