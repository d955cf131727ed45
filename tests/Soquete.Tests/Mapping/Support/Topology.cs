using System.Globalization;
using Soquete.Mapping;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Mapping.Support;

/// <summary>
/// Processes that a Python program of the test is and forks, joined in ways that are known. Each tells its name when it
/// has done its part, and then stays.
/// </summary>
internal sealed class Topology : IAsyncDisposable
{
    /// <summary>Nothing that was opened is closed by being forgotten.</summary>
    private const string Prelude = """
        import os, signal, socket, sys, time
        from socket import *
        kept = []
        def keep(made):
            kept.append(made)
            return made
        def stay(name):
            os.write(1, f'process {name} {os.getpid()}\n'.encode())
            while True:
                signal.pause()
        def child(name, work):
            pid = os.fork()
            if pid == 0:
                try:
                    work()
                    stay(name)
                except BaseException as e:
                    os.write(2, f'process failed {e!r}\n'.encode())
                os._exit(1)
            return pid
        def listener(family, name, kind=SOCK_STREAM, backlog=8, reuse_port=False):
            made = keep(socket(family, kind))
            if family in (AF_INET, AF_INET6):
                made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
                made.setsockopt(SOL_SOCKET, SO_REUSEPORT, reuse_port)
            made.bind(name)
            made.listen(backlog)
            return made
        def connected(family, name, kind=SOCK_STREAM):
            made = keep(socket(family, kind))
            made.connect(name)
            return made
        def bound(family, name, kind=SOCK_DGRAM):
            made = keep(socket(family, kind))
            made.bind(name)
            return made

        """;

    private readonly List<Child> _children = [];
    private readonly Dictionary<int, string> _names = [];
    private NetworkNamespace? _own;

    /// <summary>Starts a program that is the last of the processes, and forks the others.</summary>
    public static async Task<Topology> StartAsync(
        string program, string[] names, NetworkNamespace? inside = null)
    {
        var topology = new Topology();
        try
        {
            await topology.AddAsync(program, names, inside);
            return topology;
        }
        catch
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it in a network namespace of its own, where every port is free. It needs root.</summary>
    public static async Task<Topology> StartInsideAsync(string program, string[] names)
    {
        var inside = await NetworkNamespace.CreateAsync();
        try
        {
            var topology = await StartAsync(program, names, inside);
            topology._own = inside;
            return topology;
        }
        catch
        {
            await inside.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another program beside it.</summary>
    public async Task AddAsync(string program, string[] names, NetworkNamespace? inside = null)
    {
        var child = inside is null
            ? Child.Start("python3", "-c", Prelude + program)
            : inside.Start("python3", "-c", Prelude + program);
        _children.Add(child);
        foreach (var name in names)
        {
            var line = await child.LineAsync($"process {name} ");
            _names[int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)] = name;
        }
    }

    public IReadOnlyCollection<int> Ids => _names.Keys;

    public int IdOf(string name) => _names.Single(pair => pair.Value == name).Key;

    /// <summary>Captures the map, and checks that it has these edges between the processes, and no others.</summary>
    /// <returns>The map.</returns>
    public ProcessMap AssertEdges(params string[] expected)
    {
        var map = ProcessMap.Capture();
        var found = map.Edges.Where(IsOurs).Select(Text).Order(StringComparer.Ordinal);
        Assert.Equal(expected.Order(StringComparer.Ordinal), found);
        return map;
    }

    /// <summary>The ends that a process has, without its standard streams.</summary>
    public IReadOnlyList<MapEnd> EndsOf(ProcessMap map, string name) =>
        [.. map.EndsOf(map.Processes.Single(process => process.Id == IdOf(name)))
            .Where(end => end.Holders.All(holder => _names.ContainsKey(holder.Process.Id)))
            .Where(end => end.Holders.All(holder => holder.Descriptor > 2))];

    public async ValueTask DisposeAsync()
    {
        foreach (var child in _children)
        {
            await child.DisposeAsync();
        }

        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    /// <summary>Whether it joins our processes, other than by the streams that the test reads.</summary>
    private bool IsOurs(MapEdge edge)
    {
        var holders = edge.From.Holders.Concat(edge.To.Holders).ToList();
        return holders.Count > 0 && holders.All(holder => _names.ContainsKey(holder.Process.Id));
    }

    /// <summary><c>client tcp Connected -> server tcp Accepted</c>.</summary>
    private string Text(MapEdge edge)
    {
        var arrow = edge.IsWaiting ? "~>" : edge.IsOneWay ? "=>" : edge.IsDirected ? "->" : "--";
        var (from, to) = (Text(edge.From), Text(edge.To));
        // Where nobody knows who began, either may come first.
        return edge.IsDirected || StringComparer.Ordinal.Compare(from, to) <= 0
            ? $"{from} {arrow} {to}"
            : $"{to} {arrow} {from}";
    }

    private string Text(MapEnd end)
    {
        if (end.Kind is MapEndKind.Remote or MapEndKind.Unseen)
        {
            return $"{end.Kind} {end.Scheme} {end.Name}";
        }

        var holders = string.Join('+', end.Holders.Select(holder => _names[holder.Process.Id]).Order());
        return $"{(holders.Length > 0 ? holders : MapLabel.Holders(end))} {end.Scheme} {end.Role}";
    }
}
