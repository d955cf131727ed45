using System.Text;

namespace Soquete.Addresses;

/// <summary>
/// A socket of the unix domain (unix(7)): <c>SCHEME:PATH</c>, or <c>SCHEME:@NAME</c> in the abstract namespace.
/// </summary>
public abstract record UnixSocketAddress : SocketEndAddress
{
    /// <summary>
    /// The longest pathname or abstract name, in bytes of UTF-8: sun_path has 108, and one is the NUL.
    /// </summary>
    public const int MaxNameBytes = 107;

    /// <summary>The mode of a listening path when <see cref="Mode"/> is not set.</summary>
    public const UnixFileMode DefaultMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private protected UnixSocketAddress(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = Problem(name) is { } problem ? throw new FormatException(problem) : name;
    }

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

    /// <summary>
    /// The only groups whose processes a listener accepts: first or supplementary of connections, first of datagrams.
    /// </summary>
    public ValueList<Account> AllowGid { get; init; }

    internal override string Target => Name;

    /// <summary>The options above, for the tables of the schemes.</summary>
    private protected static AddressOption[] UnixOptions { get; } =
    [
        new ValueOption<UnixSocketAddress, UnixFileMode?>(
            "mode", OptionUse.Listener, "mode of the listening path, in octal (default: 600)",
            ValueSyntaxes.FileMode, a => a.Mode, (a, v) => a with { Mode = v }),
        new ValueOption<UnixSocketAddress, Account?>(
            "user", OptionUse.Listener, "owner of the listening path (default: this process's user)",
            ValueSyntaxes.OptionalAccount, a => a.User, (a, v) => a with { User = v }),
        new ValueOption<UnixSocketAddress, Account?>(
            "group", OptionUse.Listener, "group of the listening path (default: this process's group)",
            ValueSyntaxes.OptionalAccount, a => a.Group, (a, v) => a with { Group = v }),
        new ListOption<UnixSocketAddress, Account>(
            "allow-uid", OptionUse.Listener, "accept processes of this user alone; can be repeated",
            ValueSyntaxes.Account, a => a.AllowUid, (a, v) => a with { AllowUid = v }),
        new ListOption<UnixSocketAddress, Account>(
            "allow-gid", OptionUse.Listener, "accept processes of this group alone; can be repeated",
            ValueSyntaxes.Account, a => a.AllowGid, (a, v) => a with { AllowGid = v }),
    ];

    /// <summary>What is wrong with a name; null where it can be a socket's.</summary>
    private protected static string? Problem(string name)
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

    private protected static string ReadName(string target) =>
        Problem(target) is { } problem ? throw new AddressProblemException(problem) : target;

    private protected static void CheckAbstract(Address address)
    {
        if (address is UnixSocketAddress { IsAbstract: true } name
            && (name.Mode ?? (object?)name.User ?? name.Group) is not null)
        {
            throw new AddressProblemException(
                "an abstract name has no file, so no mode, user or group; allow-uid and allow-gid guard it");
        }
    }
}
