using System.Text.RegularExpressions;

namespace Soquete.Tests.Interop;

/// <summary>The trace of messages and groups against strace(1), which watches the same calls.</summary>
public partial class MessageStraceTests
{
    [Fact]
    public async Task Calls_WhenStraceWatchesThem_ThenTheTraceTellsTheSame()
    {
        var (told, seen) = await Strace.WatchAsync("calls");
        Assert.True(told.Count > 60, $"{told.Count} calls told");
        Assert.Equal(seen.Select(Alike), told.Select(Alike));
    }

    /// <summary>
    /// What the two tell of a message in different ways: strace 6.1 has no names for some control messages, tells the
    /// room as well as the length of what came, and shows an address where the kernel filled nothing in.
    /// </summary>
    private static string Alike(string line)
    {
        line = line.Replace("cmsg_type=0x32}", "cmsg_type=IPV6_PKTINFO}", StringComparison.Ordinal)
            .Replace("cmsg_type=0x34}", "cmsg_type=IPV6_HOPLIMIT}", StringComparison.Ordinal)
            .Replace("IPV6_HOPLIMIT, cmsg_data=[64]}", "IPV6_HOPLIMIT}", StringComparison.Ordinal)
            .Replace("{msg_namelen=128}", "{...}", StringComparison.Ordinal);
        line = Room().Replace(line, "msg_namelen=");
        line = Nameless().Replace(line, "msg_name=NULL");
        line = ExtendedError().Replace(line, "");
        line = Unfilled().Replace(line, ", [], ");
        return line.StartsWith("recv", StringComparison.Ordinal) ? VectorLength().Replace(line, "iov_len")
            : line.StartsWith("sendmmsg", StringComparison.Ordinal) ? SentLength().Replace(line, "")
            : line;
    }

    [GeneratedRegex(@"msg_namelen=\d+ => ")]
    private static partial Regex Room();

    [GeneratedRegex(@"msg_name=0x\w+")]
    private static partial Regex Nameless();

    [GeneratedRegex(@", cmsg_data=\{ee_errno=.*?\}\}(?=\})")]
    private static partial Regex ExtendedError();

    [GeneratedRegex(@", 0x\w+, ")]
    private static partial Regex Unfilled();

    [GeneratedRegex(@"iov_len=\d+")]
    private static partial Regex VectorLength();

    [GeneratedRegex(@", msg_len=\d+")]
    private static partial Regex SentLength();
}
