using System.Globalization;
using System.Text.RegularExpressions;
using Soquete.SocketTables;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>A line of ss(8), which asks the same kernel in its own way.</summary>
internal sealed record SsRow(
    string Kind, string State, uint Received, uint Sent, string Local, string Peer, string Rest)
{
    public uint Inode => Find("ino:([0-9]+)") is { } text ? uint.Parse(text, CultureInfo.InvariantCulture) : 0;

    public ulong Cookie => Find("sk:([0-9a-f]+)") is { } text
        ? ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : 0;

    /// <summary>Without what a table leaves out.</summary>
    public string? Memory => Find(@"skmem:\(([^)]*)\)") is { } text
        ? string.Join(',', text.Split(',').Where(part => part[0] is not ('f' or 'o')))
        : null;

    /// <summary>Asks for every detail, one line a socket.</summary>
    /// <param name="inside">Where it is run.</param>
    /// <param name="family">Its option for the family.</param>
    /// <param name="columns">How many columns an end has.</param>
    public static async Task<List<SsRow>> ReadAsync(NetworkNamespace inside, string family, int columns = 1)
    {
        var (_, output, _) = await Tests.Interop.Peer.RunAsync("ip", inside.Words("ss", "-HOnaemi", family));
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Parse(line, columns))];
    }

    public static string NameOf(SocketState state) => state switch
    {
        SocketState.Established => "ESTAB",
        SocketState.SynSent => "SYN-SENT",
        SocketState.SynReceived => "SYN-RECV",
        SocketState.FinWait1 => "FIN-WAIT-1",
        SocketState.FinWait2 => "FIN-WAIT-2",
        SocketState.TimeWait => "TIME-WAIT",
        SocketState.Unconnected => "UNCONN",
        SocketState.CloseWait => "CLOSE-WAIT",
        SocketState.LastAck => "LAST-ACK",
        SocketState.Listening => "LISTEN",
        SocketState.Closing => "CLOSING",
        _ => "?",
    };

    public static string? TextOf(SocketMemory? memory) => memory is null
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"r{memory.ReceiveBytes},rb{memory.ReceiveLimit},t{memory.SendBytes},tb{memory.SendLimit},"
            + $"w{memory.QueuedBytes},bl{memory.BacklogBytes},d{memory.Drops}");

    /// <summary>The first group that a pattern finds in the details; null for none.</summary>
    public string? Find(string pattern)
    {
        var found = Regex.Match(Rest, pattern, RegexOptions.None, Support.Limits.Event);
        return found.Success ? found.Groups[1].Value : null;
    }

    private static SsRow Parse(string line, int columns)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new SsRow(
            words[0], words[1], uint.Parse(words[2], CultureInfo.InvariantCulture),
            uint.Parse(words[3], CultureInfo.InvariantCulture), string.Join(' ', words[4..(4 + columns)]),
            string.Join(' ', words[(4 + columns)..(4 + (2 * columns))]),
            " " + string.Join(' ', words[(4 + (2 * columns))..]));
    }
}
