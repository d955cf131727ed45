using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Failures;
using Soquete.Cli.Verbs;
using Soquete.Mapping;

namespace Soquete.Cli.Map;

/// <summary>What is asked of <c>map</c>, validated.</summary>
internal sealed record MapRequest
{
    private static readonly TimeSpan LongestLookUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <summary>The part that is meant; null for everything.</summary>
    public MapTarget? Target { get; private init; }

    /// <summary>The end whose other end is asked for; null where none is.</summary>
    public MapTarget? Peer { get; private init; }

    /// <summary>The filters; the target and the user are known when a map is there.</summary>
    public required MapSelection Filters { get; init; }

    public Account? User { get; private init; }

    public MapForm Form { get; private init; }

    public MapOrder Order { get; private init; }

    /// <summary>The file that a page is written to; null for none.</summary>
    public string? File { get; private init; }

    /// <summary>Where a page is served; null for nowhere.</summary>
    public Address? ServeOn { get; private init; }

    /// <summary>Whether other machines may be served.</summary>
    public bool AllowsRemote { get; private init; }

    /// <summary>Whether alike edges are printed one by one.</summary>
    public bool IsEachPrinted { get; private init; }

    /// <summary>Whether nothing is shortened.</summary>
    public bool IsWide { get; private init; }

    /// <summary>Whether other machines are named.</summary>
    public bool WithNames { get; private init; }

    /// <summary>How long the resolver may take for all of them.</summary>
    public TimeSpan LookUpLimit { get; private init; }

    /// <summary>How often what goes on is looked at.</summary>
    public TimeSpan Interval { get; private init; }

    /// <summary>Whether nobody is asked before something is ended.</summary>
    public bool IsAgreed { get; private init; }

    /// <summary>What is captured.</summary>
    public required ProcessMapOptions Reading { get; init; }

    /// <exception cref="UsageException">The words contradict one another, or one is none.</exception>
    public static MapRequest From(Invocation invocation)
    {
        var typed = invocation.Typed;
        var (form, target) = (MapForms.Of(typed), typed.Optional(0));
        if (form == MapForm.Peer && target is not null)
        {
            throw new UsageException($"map: {MapOptions.Peer.LongForm} has its end, and '{target}' is another");
        }

        var filters = MapFilters.Read(typed);
        var aim = typed.ValueOf(MapOptions.Peer) is { } end ? MapTarget.ParseEnd(end)
            : target is null ? null : MapTarget.Parse(target);
        return new MapRequest
        {
            Target = form == MapForm.Peer ? null : aim,
            Peer = form == MapForm.Peer ? aim : null,
            Filters = filters,
            User = MapFilters.ReadUser(typed),
            Form = form,
            Order = MapOrders.Of(typed, form),
            File = typed.ValueOf(MapOptions.Html),
            ServeOn = typed.ValueOf(MapOptions.Serve) is { } address ? Address.Parse(address) : null,
            AllowsRemote = typed.Has(MapOptions.AllowRemote),
            IsEachPrinted = typed.Has(MapOptions.All) || invocation.Settings.Verbose,
            IsWide = typed.Has(MapOptions.Wide),
            WithNames = typed.Has(MapOptions.Names),
            LookUpLimit = invocation.Settings.Timeout ?? LongestLookUp,
            Interval = ReadInterval(typed, form),
            IsAgreed = typed.Has(MapOptions.Yes),
            Reading = MapReading.For(filters, aim, form),
        };
    }

    private static TimeSpan ReadInterval(TypedArguments typed, MapForm form)
    {
        if (typed.Has(MapOptions.Interval) && form is not (MapForm.Watch or MapForm.Events or MapForm.Serve))
        {
            throw new UsageException(
                $"{MapOptions.Interval.LongForm} goes with {MapOptions.Watch.LongForm}, " +
                $"{MapOptions.Events.LongForm} and {MapOptions.Serve.LongForm}");
        }

        typed.RequireWith(MapOptions.Yes, MapOptions.Close);
        return typed.Duration(MapOptions.Interval, ShortestInterval, LongestInterval) ?? DefaultInterval;
    }

    /// <summary>Captures the map, and takes the part of it that is asked for, which may be empty.</summary>
    /// <exception cref="NothingFoundException">The process, the name or the user is in none of it.</exception>
    public MapPart Capture(CancellationToken cancellationToken = default) =>
        PartOf(ProcessMap.Capture(Reading, cancellationToken));

    /// <summary>The same for who captures again and again: what is not there may come, or come again.</summary>
    /// <param name="capture">Captures what is read for this request.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    public ProcessMap Next(MapCapture capture, CancellationToken cancellationToken = default)
    {
        var map = capture.Next(cancellationToken);
        try
        {
            return PartOf(map).Map;
        }
        catch (NothingFoundException)
        {
            return new ProcessMap([], [], [], map.Gaps) { CapturedAt = map.CapturedAt };
        }
    }

    /// <summary>The part of a map that is asked for, which may be empty.</summary>
    /// <exception cref="NothingFoundException">The process, the name or the user is in none of it.</exception>
    public MapPart PartOf(ProcessMap map)
    {
        var selection = Filters with { UserId = User is { } user ? MapLookup.UserIdOf(user, map) : null };
        selection = Target is null ? selection : MapLookup.Narrow(selection, Target, map);
        return new MapPart(map.Select(selection), selection);
    }
}
