using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.SocketTables;

/// <summary>
/// The raw sockets of the calling thread's network namespace, as /proc has them (proc_pid_net(5)): without cookies and
/// buffers.
/// </summary>
internal static class RawSocketFile
{
    private const int LocalColumn = 1;
    private const int RemoteColumn = 2;
    private const int StateColumn = 3;
    private const int QueuesColumn = 4;
    private const int UserColumn = 7;
    private const int InodeColumn = 9;
    private const int LeastColumns = InodeColumn + 1;
    private const int WordDigits = 8;
    private const int MostWords = 4;

    /// <returns>False where there is no such file: a kernel without IPv6 has none for it.</returns>
    public static bool TryRead(bool isIpv6, ulong networkNamespace, List<SocketEntry> sockets)
    {
        try
        {
            foreach (var line in File.ReadLines(isIpv6 ? "/proc/thread-self/net/raw6" : "/proc/thread-self/net/raw"))
            {
                if (Parse(line, networkNamespace) is { } socket)
                {
                    sockets.Add(socket);
                }
            }

            return true;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A socket from its line; null for the headline, and for what is none.</summary>
    public static InternetSocketEntry? Parse(ReadOnlySpan<char> line, ulong networkNamespace)
    {
        Span<Range> columns = stackalloc Range[LeastColumns + 1];
        var count = line.Split(columns, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (count < LeastColumns
            || !TryParseEnd(line[columns[LocalColumn]], out var local)
            || !TryParseEnd(line[columns[RemoteColumn]], out var remote)
            || !byte.TryParse(line[columns[StateColumn]], NumberStyles.AllowHexSpecifier, null, out var state)
            || !uint.TryParse(line[columns[UserColumn]], NumberStyles.None, null, out var user)
            || !uint.TryParse(line[columns[InodeColumn]], NumberStyles.None, null, out var inode)
            || !TryParseQueues(line[columns[QueuesColumn]], out var sent, out var received))
        {
            return null;
        }

        return new InternetSocketEntry(SocketFamilies.Raw, local, remote)
        {
            NetworkNamespace = networkNamespace,
            Inode = inode,
            Type = SocketType.Raw,
            State = InternetSocketReader.StateOf(state),
            ReceiveQueue = received,
            SendQueue = sent,
            UserId = user,
        };
    }

    private static bool TryParseQueues(ReadOnlySpan<char> text, out uint sent, out uint received)
    {
        received = sent = 0;
        var colon = text.IndexOf(':');
        return colon > 0
            && uint.TryParse(text[..colon], NumberStyles.AllowHexSpecifier, null, out sent)
            && uint.TryParse(text[(colon + 1)..], NumberStyles.AllowHexSpecifier, null, out received);
    }

    /// <summary>Each word of an address is in the machine's own order, as a number.</summary>
    private static bool TryParseEnd(ReadOnlySpan<char> text, out InternetName name)
    {
        name = default;
        var colon = text.IndexOf(':');
        if (colon is not (WordDigits or WordDigits * MostWords)
            || !ushort.TryParse(text[(colon + 1)..], NumberStyles.AllowHexSpecifier, null, out var port))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[colon / 2];
        for (var at = 0; at < colon; at += WordDigits)
        {
            if (!uint.TryParse(text.Slice(at, WordDigits), NumberStyles.AllowHexSpecifier, null, out var word))
            {
                return false;
            }

            MemoryMarshal.Write(bytes[(at / 2)..], word);
        }

        name = new InternetName(bytes, port);
        return true;
    }
}
