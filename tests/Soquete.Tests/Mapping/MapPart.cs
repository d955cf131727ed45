using System.Globalization;
using Soquete.Mapping;

namespace Soquete.Tests.Mapping;

/// <summary>A process of a test that captures the map, and says what it sees of itself and of another.</summary>
internal static class MapPart
{
    public static void Run(int other, Action<string> say)
    {
        using var socket = new System.Net.Sockets.UdpClient(0);
        var map = ProcessMap.Capture();
        var own = map.Processes.Single(process => process.Id == Environment.ProcessId);
        say(own.IsReadable && map.EndsOf(own).Count > 0 ? "own readable" : "own unreadable");
        var hidden = map.Processes.Single(process => process.Id == other);
        var name = hidden.CommandLine.Length > 0 ? "hidden" : "without a command";
        say(hidden.IsReadable ? "other readable" : $"other unreadable {name}");
        say(string.Create(CultureInfo.InvariantCulture, $"other ends {map.EndsOf(hidden).Count}"));
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"kernel threads {map.Processes.Count(process => process.Name is "kthreadd" || process.ParentId == 2)}"));
        foreach (var gap in map.Gaps)
        {
            say($"gap {gap.What}: {gap.Reason}");
        }
    }
}
