using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Verbs.Tour.Stops;

namespace Soquete.Cli.Verbs.Tour;

/// <summary>Every stop, in the order in which the tour makes them.</summary>
internal static class StopList
{
    public static IReadOnlyList<Stop> All { get; } =
    [
        TcpStop.OverIPv4, TcpStop.OverIPv6, UnixStop.ByPathname, UnixStop.ByAbstractName,
        HappyEyeballsStop.Definition, RelayStop.Definition, ResetStop.Definition,
        UdpStop.OverIPv4, UdpStop.OverIPv6, UnixDatagramStop.Definition,
        SequencedPacketStop.Definition, BroadcastStop.Definition,
        MulticastStop.Definition, DescriptorStop.Definition, LossyStop.Definition,
        BenchStop.Definition, MapStop.Definition, EchoRequestStop.Definition, LinkStop.Definition,
        OwnProtocolStop.Definition,
    ];

    /// <summary>The stops of these names, each once; all of them where none is named.</summary>
    /// <exception cref="UsageException">There is no such stop; the message names the nearest one.</exception>
    public static IReadOnlyList<Stop> Named(IReadOnlyList<string> names) =>
        names.Count == 0 ? All : [.. names.Distinct().Select(Named)];

    public static Stop Named(string name) =>
        All.FirstOrDefault(stop => stop.Name == name) ?? throw new UsageException(Problem(name));

    private static string Problem(string name)
    {
        var nearest = NearestName.Of(name, All.Select(stop => stop.Name));
        var hint = nearest is null
            ? $"'{CommandName.Value} tour --list' lists what there is"
            : $"did you mean '{nearest}'?";
        return $"tour: unknown stop '{Printable.Shorten(name)}'; {hint}";
    }
}
