using System.Text;

namespace Soquete.Interop;

/// <content>Socket options.</content>
internal static partial class CallNotation
{
    /// <summary><c>setsockopt(2)</c> with a number: <c>3, SOL_TCP, TCP_NODELAY, [1], 4</c>.</summary>
    public static string OptionArguments(string fd, SocketOption option, int value) =>
        $"{OptionText(fd, option)}, [{Number(value)}], {Number(sizeof(int))}";

    /// <summary><c>setsockopt(2)</c> with a text: <c>3, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2</c>.</summary>
    public static string OptionArguments(string fd, SocketOption option, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var arguments = new StringBuilder(OptionText(fd, option)).Append(", ");
        QuotedBytes.Append(arguments, bytes);
        return arguments.Append(", ").Append(Number(bytes.Length)).ToString();
    }

    /// <summary><c>setsockopt(2)</c> with a structure.</summary>
    public static string OptionArguments(string fd, SocketOption option, IOptionStructure structure) =>
        $"{OptionText(fd, option)}, {structure}, {Number(structure.Length)}";

    /// <summary><c>setsockopt(2)</c> with SO_LINGER; the time is in seconds.</summary>
    public static string LingerArguments(string fd, bool on, int seconds) =>
        $"{OptionText(fd, SocketOption.SoLinger)}, {{l_onoff={(on ? 1 : 0)}, l_linger={Number(seconds)}}}, "
            + Number(2 * sizeof(int));

    /// <summary><c>getsockopt(2)</c> for a number: <c>3, SOL_SOCKET, SO_ERROR, [0], [4]</c>.</summary>
    public static string FoundOptionArguments(string fd, SocketOption option, int value, Errno error) =>
        $"{OptionText(fd, option)}, {(error == Errno.None ? $"[{Number(value)}]" : Unfilled)}, [{Number(sizeof(int))}]";

    /// <summary>
    /// <c>getsockopt(2)</c> for a structure that is not printed: <c>3, SOL_TCP, TCP_INFO, ..., [152]</c>.
    /// </summary>
    public static string FoundStructureArguments(string fd, SocketOption option, int length) =>
        $"{OptionText(fd, option)}, {Unfilled}, [{Number(length)}]";

    /// <summary>
    /// <c>getsockopt(2)</c> for SO_PEERCRED; an identity of 2³²-1 is printed as -1, as the kernel means it.
    /// </summary>
    public static string CredentialArguments(string fd, uint processId, uint userId, uint groupId, Errno error)
    {
        var found = error == Errno.None
            ? $"{{pid={Number(processId)}, uid={Number((int)userId)}, gid={Number((int)groupId)}}}"
            : Unfilled;
        return $"{OptionText(fd, SocketOption.SoPeerCred)}, {found}, [{Number(3 * sizeof(int))}]";
    }

    /// <summary><c>getsockopt(2)</c> for SO_PEERGROUPS, in room for a number of groups.</summary>
    public static string GroupArguments(string fd, ReadOnlySpan<uint> groups, int room, Errno error)
    {
        var given = Number(room * sizeof(uint));
        var length = error == Errno.None ? $"[{given} => {Number(groups.Length * sizeof(uint))}]" : $"[{given}]";
        var found = error == Errno.None ? $"[{string.Join(", ", groups.ToArray())}]" : Unfilled;
        return $"{OptionText(fd, SocketOption.SoPeerGroups)}, {found}, {length}";
    }

    private static string OptionText(string fd, SocketOption option) => $"{fd}, {option.LevelText}, {option.NameText}";
}
