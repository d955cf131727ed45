using System.Net;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Tests.Mapping.Support;

/// <summary>Puts a map together by hand, end by end. Those that derive from it say how their ends look.</summary>
/// <remarks>The tests of the command are compiled with it too.</remarks>
internal abstract class MapBuilder
{
    private readonly List<MapProcess> _processes = [];
    private readonly List<MapEnd> _ends = [];
    private readonly List<MapEdge> _edges = [];
    private readonly List<TableGap> _gaps = [];

    public static InternetName Name(string endPoint)
    {
        var parsed = IPEndPoint.Parse(endPoint);
        return new InternetName(parsed.Address.GetAddressBytes(), parsed.Port);
    }

    public MapEnd Remote(string name) => Add(MapEndKind.Remote, "tcp", name: name);

    public MapEdge Join(MapEdge edge)
    {
        _edges.Add(edge);
        return edge;
    }

    public void Gap(string what, string reason) => _gaps.Add(new TableGap(what, reason));

    public ProcessMap Build(DateTimeOffset capturedAt) =>
        new(_processes, _ends, _edges, _gaps) { CapturedAt = capturedAt };

    protected int Processes => _processes.Count;

    protected MapProcess Add(MapProcess process)
    {
        _processes.Add(process);
        return process;
    }

    protected MapEnd Add(
        SocketEntry socket, string scheme, MapRole role, IEnumerable<MapProcess?> holders, MapEnd? listener = null,
        IReadOnlyList<MapProblem>? problems = null, int descriptor = 3) =>
        Add(MapEndKind.Socket, scheme, role, socket.Inode, holders, socket, null, listener, problems, descriptor);

    /// <summary>Adds an end. Its first holder has it as this descriptor, the others as those after it.</summary>
    protected MapEnd Add(
        MapEndKind kind, string scheme, MapRole role = MapRole.None, ulong inode = 0,
        IEnumerable<MapProcess?>? holders = null, SocketEntry? socket = null, string? name = null,
        MapEnd? listener = null, IReadOnlyList<MapProblem>? problems = null, int descriptor = 3)
    {
        var holding = (holders ?? []).OfType<MapProcess>();
        _ends.Add(new MapEnd
        {
            Kind = kind,
            Index = _ends.Count,
            Scheme = scheme,
            Role = role,
            Inode = inode,
            Holders = [.. holding.Select((process, place) => new MapHolder(process, descriptor + place))],
            Socket = socket,
            Name = name,
            Listener = listener,
            Problems = problems ?? [],
        });
        return _ends[^1];
    }
}
