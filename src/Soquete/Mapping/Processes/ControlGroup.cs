using System.Buffers;

namespace Soquete.Mapping.Processes;

/// <summary>The control group of a process (cgroups(7)), and what is read from its name.</summary>
/// <param name="Path">The group; null for none.</param>
/// <param name="Unit">The unit of systemd that it is of; null for none.</param>
/// <param name="Container">The beginning of the container's identifier; null for none.</param>
internal readonly record struct ControlGroup(string? Path, string? Unit, string? Container)
{
    private const int IdentifierLength = 64;
    private const int ShortIdentifierLength = 12;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");
    private static readonly string[] UnitKinds = [".service", ".scope", ".socket"];

    /// <summary>Reads <c>/proc/PID/cgroup</c>.</summary>
    public static ControlGroup Parse(ReadOnlySpan<byte> lines)
    {
        ReadOnlySpan<byte> best = default;
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range];
            var path = PathOf(line);
            // Version 2 has one group, in a line of its own; with version 1 beside it that may be the root.
            if (path.Length > best.Length || (line.StartsWith("0::"u8) && path.Length > 1))
            {
                best = path;
            }

            if (line.StartsWith("0::"u8) && path.Length > 1)
            {
                break;
            }
        }

        return best.Length == 0 ? default : Of(ProcText.Shown(best));
    }

    public static ControlGroup Of(string path)
    {
        string? unit = null;
        string? container = null;
        foreach (var range in path.AsSpan().Split('/'))
        {
            var part = path.AsSpan(range);
            unit = IsUnit(part) ? part.ToString() : unit;
            container = IdentifierIn(part) ?? container;
        }

        return new ControlGroup(path, unit, container);
    }

    /// <summary>What stands after the second colon: <c>HIERARCHY:CONTROLLERS:PATH</c>.</summary>
    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> line)
    {
        var first = line.IndexOf((byte)':');
        var second = first < 0 ? -1 : line[(first + 1)..].IndexOf((byte)':');
        return second < 0 ? default : line[(first + second + 2)..];
    }

    private static bool IsUnit(ReadOnlySpan<char> part)
    {
        foreach (var kind in UnitKinds)
        {
            if (part.EndsWith(kind, StringComparison.Ordinal) && part.Length > kind.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Docker, Podman, containerd and CRI-O name the group for the container: 64 hexadecimal digits, alone or between a
    /// prefix and <c>.scope</c>.
    /// </summary>
    private static string? IdentifierIn(ReadOnlySpan<char> part)
    {
        while (part.Length >= IdentifierLength)
        {
            var run = part.IndexOfAnyExcept(Hexadecimal);
            run = run < 0 ? part.Length : run;
            if (run == IdentifierLength)
            {
                return part[..ShortIdentifierLength].ToString();
            }

            part = part[Math.Min(part.Length, run + 1)..];
        }

        return null;
    }
}
