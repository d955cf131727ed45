using Soquete.Addresses;
using Soquete.Cli.Failures;
using Soquete.Mapping;

namespace Soquete.Cli.Map;

/// <summary>What people call things, found in a map.</summary>
internal static class MapLookup
{
    private const int ShortestContainer = 4;

    /// <exception cref="NothingFoundException">No process of the map is this user's.</exception>
    public static uint UserIdOf(Account user, ProcessMap map) => user.Name is null
        ? user.Id
        : map.Processes.FirstOrDefault(process => process.User == user.Name)?.UserId
            ?? throw new NothingFoundException($"map: no process of user '{user}' was found");

    /// <summary>The selection, and of what it takes the target alone.</summary>
    /// <exception cref="NothingFoundException">The map has no such thing.</exception>
    public static MapSelection Narrow(MapSelection selection, MapTarget target, ProcessMap map)
    {
        var narrowed = target.Scheme is { } scheme && selection.Schemes is null
            ? selection with { Schemes = [scheme] }
            : selection;
        return target.Kind switch
        {
            MapTargetKind.Process => narrowed with { ProcessIds = [ProcessIn(map, target).Id] },
            MapTargetKind.Port => narrowed with { Port = (int)target.Number },
            MapTargetKind.Path => narrowed with { Path = BoundName(map, target.Name) },
            MapTargetKind.Inode => narrowed with { Inode = target.Number },
            MapTargetKind.Descriptor => OfDescriptor(narrowed, target),
            _ => OfName(narrowed, target.Name, map),
        };
    }

    /// <summary>A path as it was typed, or in full where nobody is bound to it as it was typed.</summary>
    public static string BoundName(ProcessMap map, string name) =>
        name is ['@', ..] or ['/', ..] || IsBound(map, name) ? name : Path.GetFullPath(name);

    private static MapProcess ProcessIn(ProcessMap map, MapTarget target) =>
        map.Processes.FirstOrDefault(process => (ulong)process.Id == target.Number)
            ?? throw new NothingFoundException(Directory.Exists($"/proc/{target.Number}")
                ? $"map: process {target.Text} has no sockets and no pipes"
                : $"map: there is no process {target.Text}");

    private static MapSelection OfDescriptor(MapSelection selection, MapTarget target)
    {
        var file = OpenFile.Of((int)Math.Min(target.Number, int.MaxValue), target.Descriptor);
        return file.Inode is { } inode ? selection with { Inode = inode } : selection with { Path = file.Path };
    }

    /// <summary>A process's name, or that of a unit, a container or a socket.</summary>
    private static MapSelection OfName(MapSelection selection, string name, ProcessMap map)
    {
        if (map.Processes.Any(process => process.Name == name))
        {
            return selection with { ProcessName = name };
        }

        var within = map.Processes.Where(process => process.Unit == name || IsOfContainer(process, name))
            .Select(process => process.Id).ToArray();
        return within.Length > 0 ? selection with { ProcessIds = within }
            : IsBound(map, name) ? selection with { Path = name }
            : throw NoSuchName(name, map);
    }

    private static bool IsOfContainer(MapProcess process, string name) =>
        name.Length >= ShortestContainer && process.Container is { } container
        && (container.StartsWith(name, StringComparison.Ordinal)
            || name.StartsWith(container, StringComparison.Ordinal));

    private static bool IsBound(ProcessMap map, string name) =>
        map.Ends.Any(end => end.Name == name || end.Socket?.LocalText == name);

    private static NothingFoundException NoSuchName(string name, ProcessMap map)
    {
        var nearest = NearestName.Of(name, map.Processes.Select(process => process.Name).Distinct());
        var hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
        return new NothingFoundException(
            $"map: no process, unit, container or socket is named '{Printable.Shorten(name)}'{hint}");
    }
}
