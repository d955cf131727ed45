namespace Soquete.Addresses;

/// <summary>A file, FIFO or device of this machine: <c>file:PATH</c>. It is read from, written to, or both.</summary>
/// <param name="Path">The path, as open(2) takes it.</param>
/// <remarks>
/// Unless said by an option, a file is read where bytes come from (the first address of a relay) and written where
/// they go.
/// </remarks>
public sealed record FileAddress(string Path) : Address, IFramedAddress
{
    /// <inheritdoc/>
    public override string Scheme => "file";

    /// <summary>Whether it is read; null leaves it to the place where the address stands.</summary>
    public bool? Read { get; init; }

    /// <summary>Whether it is written; null leaves it to the place where the address stands.</summary>
    public bool? Write { get; init; }

    /// <summary>Whether writing adds at the end (O_APPEND) and keeps what is there; off unless set.</summary>
    public bool? Append { get; init; }

    /// <summary>Whether a file that is written is made when absent (O_CREAT); on unless set to false.</summary>
    public bool? Create { get; init; }

    /// <summary>
    /// Whether a file that is written is emptied first (O_TRUNC); on unless set to false, or read or appended to as
    /// well.
    /// </summary>
    public bool? Truncate { get; init; }

    /// <summary>The mode of a file that is made, less the umask; 0600 unless set.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>How messages stand in the stream, where a relay joins it to datagrams; null for none.</summary>
    public FrameFormat? Frame { get; init; }

    internal override string Target => Path;

    internal static AddressScheme DescribeScheme() => new(
        "file", "file:PATH", "a file, FIFO or device: read as a source, written as a destination", ReadTarget,
            FileOptions)
    {
        Validate = address => Check((FileAddress)address),
    };

    private static AddressOption[] FileOptions { get; } =
    [
        new FlagOption<FileAddress>("read", OptionUse.Both, "read it (default: where bytes come from)", a => a.Read,
            (a, v) => a with { Read = v }),
        new FlagOption<FileAddress>("write", OptionUse.Both, "write it (default: where bytes go)", a => a.Write,
            (a, v) => a with { Write = v }),
        new FlagOption<FileAddress>("append", OptionUse.Both, "add at the end, O_APPEND (default: off)", a => a.Append,
            (a, v) => a with { Append = v }),
        new FlagOption<FileAddress>("create", OptionUse.Both,
            "make it when absent, O_CREAT (default: on when written)", a => a.Create, (a, v) => a with { Create = v }),
        new FlagOption<FileAddress>(
            "truncate", OptionUse.Both, "empty it first, O_TRUNC (default: on when only written, without append)",
            a => a.Truncate, (a, v) => a with { Truncate = v }),
        new ValueOption<FileAddress, UnixFileMode?>(
            "mode", OptionUse.Both, "mode of a file that is made, less the umask (default: 600)",
            ValueSyntaxes.FileMode, a => a.Mode, (a, v) => a with { Mode = v }),
        FrameOption.For<FileAddress>((a, v) => a with { Frame = v }),
    ];

    private static FileAddress ReadTarget(string target) =>
        target.Length == 0 ? throw new AddressProblemException("the path is empty") : new FileAddress(target);

    private static void Check(FileAddress address)
    {
        if (address is { Append: true, Truncate: true })
        {
            throw new AddressProblemException("options 'append' and 'truncate' exclude each other");
        }

        if (address is { Write: false, Append: true } or { Write: false, Truncate: true })
        {
            throw new AddressProblemException(
                $"a file that is not written is not {(address.Append == true ? "appended to" : "truncated")}");
        }

        if (address is { Read: false, Write: false })
        {
            throw new AddressProblemException("a file is read or written, or both");
        }
    }
}
