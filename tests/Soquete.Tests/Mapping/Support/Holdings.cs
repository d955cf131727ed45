using System.Globalization;
using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Support;

/// <summary>Which descriptors of processes are sockets and pipes, as the map says it, and as others do.</summary>
internal static class Holdings
{
    /// <summary><c>process descriptor</c>, of each end that the predicate takes.</summary>
    public static string[] OfMap(ProcessMap map, IEnumerable<int> processes, Func<MapEnd, bool> takes) =>
        Sorted(
            from end in map.Ends
            where takes(end)
            from holder in end.Holders
            where processes.Contains(holder.Process.Id)
            select Text(holder.Process.Id, holder.Descriptor));

    /// <summary>Those that lsof(8) lists as sockets, pipes and FIFOs.</summary>
    public static async Task<string[]> OfLsofAsync(IEnumerable<int> processes)
    {
        var found = new List<string>();
        var (process, descriptor) = (0, "");
        var output = await Child.RunAsync($"lsof -n -P -w -F pft -p {string.Join(',', processes)}");
        foreach (var line in output.Split('\n'))
        {
            switch (line)
            {
                case ['p', .. var number]:
                    process = int.Parse(number, CultureInfo.InvariantCulture);
                    break;
                case ['f', .. var number]:
                    descriptor = number;
                    break;
                case "tIPv4" or "tIPv6" or "tunix" or "tsock" or "tnetlink" or "tpack" or "traw" or "traw6" or "tFIFO":
                    found.Add($"{process} {descriptor}");
                    break;
            }
        }

        return Sorted(found);
    }

    /// <summary>Those that ss(8) lists: sockets of TCP, UDP and the unix domain, of its network namespace.</summary>
    public static string[] OfSs(string output, IEnumerable<int> processes) => Sorted(
        from part in output.Split("pid=").Skip(1)
        let words = part.Split([',', '=', ')'], 4)
        let process = int.Parse(words[0], CultureInfo.InvariantCulture)
        where processes.Contains(process)
        select Text(process, int.Parse(words[2], CultureInfo.InvariantCulture)));

    public static bool IsOfSs(MapEnd end) => end.Socket?.Family
        is SocketFamilies.Tcp or SocketFamilies.Udp or SocketFamilies.Unix;

    private static string Text(int process, int descriptor) => string.Create(
        CultureInfo.InvariantCulture, $"{process} {descriptor}");

    private static string[] Sorted(IEnumerable<string> found) => [.. found.Distinct().Order(StringComparer.Ordinal)];
}
