using System.Text;

namespace Soquete.Addresses;

/// <summary>
/// A stream socket of the unix domain (unix(7)): <c>unix:PATH</c>, or <c>unix:@NAME</c> in the abstract namespace.
/// </summary>
public sealed record UnixAddress : StreamSocketAddress
{
    /// <summary>
    /// The longest pathname or abstract name, in bytes of UTF-8: sun_path has 108, and one is the NUL.
    /// </summary>
    public const int MaxNameBytes = 107;

    /// <summary>The mode of a listening path when <see cref="Mode"/> is not set.</summary>
    public const UnixFileMode DefaultMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>An address by pathname, or by abstract name after an <c>@</c>.</summary>
    /// <exception cref="FormatException">
    /// <paramref name="name"/> is empty, has a NUL, or is longer than <see cref="MaxNameBytes"/>.
    /// </exception>
    public UnixAddress(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = Problem(name) is { } problem ? throw new FormatException(problem) : name;
    }

    /// <inheritdoc/>
    public override string Scheme => "unix";

    /// <summary>The pathname, or the abstract name with its <c>@</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the name is of the abstract namespace, which has no files and no modes.</summary>
    public bool IsAbstract => Name[0] == '@';

    /// <summary>The listening path's mode, from its first moment; <see cref="DefaultMode"/> unless set.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>The listening path's owner; null for this process's user.</summary>
    public Account? User { get; init; }

    /// <summary>The listening path's group; null for this process's group.</summary>
    public Account? Group { get; init; }

    /// <summary>
    /// The only users whose processes a listener accepts; empty, with <see cref="AllowGid"/> empty too, for all.
    /// </summary>
    public ValueList<Account> AllowUid { get; init; }

    /// <summary>The only groups, first or supplementary, whose processes a listener accepts.</summary>
    public ValueList<Account> AllowGid { get; init; }

    internal override string Target => Name;

    internal static AddressScheme DescribeScheme() => new(
        "unix", "unix:PATH or unix:@NAME", "a stream socket of the unix domain, by pathname or abstract name",
        Read, SharedOptions, UnixOptions)
    {
        Validate = address => CheckAbstract((UnixAddress)address),
    };

    private static AddressOption[] UnixOptions { get; } =
    [
        new ValueOption<UnixAddress, UnixFileMode?>(
            "mode", OptionUse.Listener, "mode of the listening path, in octal (default: 600)",
            ValueSyntaxes.FileMode, a => a.Mode, (a, v) => a with { Mode = v }),
        new ValueOption<UnixAddress, Account?>(
            "user", OptionUse.Listener, "owner of the listening path (default: this process's user)",
            ValueSyntaxes.OptionalAccount, a => a.User, (a, v) => a with { User = v }),
        new ValueOption<UnixAddress, Account?>(
            "group", OptionUse.Listener, "group of the listening path (default: this process's group)",
            ValueSyntaxes.OptionalAccount, a => a.Group, (a, v) => a with { Group = v }),
        new ListOption<UnixAddress, Account>(
            "allow-uid", OptionUse.Listener, "accept processes of this user alone; can be repeated",
            ValueSyntaxes.Account, a => a.AllowUid, (a, v) => a with { AllowUid = v }),
        new ListOption<UnixAddress, Account>(
            "allow-gid", OptionUse.Listener, "accept processes of this group alone; can be repeated",
            ValueSyntaxes.Account, a => a.AllowGid, (a, v) => a with { AllowGid = v }),
    ];

    private static UnixAddress Read(string target) =>
        Problem(target) is { } problem ? throw new AddressProblemException(problem) : new UnixAddress(target);

    private static string? Problem(string name)
    {
        if (name is "" or "@")
        {
            return name.Length == 0 ? "the path is empty" : "the abstract name is empty";
        }

        var isAbstract = name[0] == '@';
        var bytes = Encoding.UTF8.GetByteCount(name) - (isAbstract ? 1 : 0);
        var kind = isAbstract ? "an abstract name" : "a socket's path";
        return name.Contains('\0', StringComparison.Ordinal) ? "a path cannot hold a NUL character"
            : bytes > MaxNameBytes ? $"{kind} has at most {MaxNameBytes} bytes, and this one has {bytes}"
            : null;
    }

    private static void CheckAbstract(UnixAddress address)
    {
        if (address.IsAbstract && (address.Mode ?? (object?)address.User ?? address.Group) is not null)
        {
            throw new AddressProblemException(
                "an abstract name has no file, so no mode, user or group; allow-uid and allow-gid guard it");
        }
    }
}
