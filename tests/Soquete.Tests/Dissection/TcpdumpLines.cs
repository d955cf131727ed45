using System.Text.RegularExpressions;
using Soquete.Dissection;
using Soquete.Tests.Support;
using Soquete.Wire.Captures;

namespace Soquete.Tests.Dissection;

/// <summary>The lines of a file as tcpdump prints them, and as they are printed here.</summary>
internal static partial class TcpdumpLines
{
    /// <summary>tcpdump's; of packets that it prints in several lines, the first.</summary>
    public static async Task<string[]> TheirsAsync(string path, string options = "") =>
        [.. (await Child.RunAsync($"tcpdump -tt -n {options} -r {path} 2> {path}.error || cat {path}.error"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => char.IsAsciiDigit(line[0]))];

    public static string[] Ours(string path, PacketTextOptions? options = null)
    {
        var text = new PacketText((options ?? new PacketTextOptions()) with
        {
            Time = PacketTime.Epoch, InterfaceName = _ => "?",
        });
        using var reader = new CaptureReader(File.OpenRead(path));
        var lines = new List<string>();
        while (reader.TryRead(out var packet))
        {
            lines.Add(text.Describe(packet).ToString());
        }

        return [.. lines];
    }

    /// <summary>
    /// Asserts that lines are the same, but for what is different on purpose: here fragments are marked, newer DNS
    /// types have names, blanks are never doubled, and a port is not enough for a protocol of 1990 (rx).
    /// </summary>
    public static void AssertSame(string[] theirs, string[] ours)
    {
        var known = theirs.Select(line => line
            .Replace("Type257", "CAA", StringComparison.Ordinal)
            .Replace("tfo  cookie", "tfo cookie", StringComparison.Ordinal));
        var plain = ours.Select(line => Fragment().Replace(line, ""));
        var pairs = known.Zip(plain).Where(
            pair => pair.First != pair.Second && !AndrewFiles().IsMatch(pair.First)).Select(
            pair => $"tcpdump: {pair.First}\nhere:    {pair.Second}").ToList();
        Assert.True(pairs.Count == 0, string.Join('\n', pairs.Take(20)));
        Assert.Equal(theirs.Length, ours.Length);
    }

    [GeneratedRegex(@" \(frag \d+:\d+@\d+\+?\)")]
    private static partial Regex Fragment();

    [GeneratedRegex(@": +(\[\|rx\]|rx \w+)")]
    private static partial Regex AndrewFiles();
}
