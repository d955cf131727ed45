using Soquete.Cli.Map;
using Soquete.Cli.Map.Closing;
using Soquete.Cli.Tests.Map.Watching;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Tests.Map.Closing;

public class CloseTargetsTests
{
    private const int Own = 99;

    [Fact]
    public void Port_WhenNamed_ThenItsConnectionIsEndedAtThatPort()
    {
        var targets = Of(Sample(), new MapSelection { Port = 80 });
        var target = Assert.Single(targets.All);
        Assert.NotNull(target.Edge);
        Assert.Equal([2UL], target.Sockets.Select(socket => socket.Cookie));
    }

    [Fact]
    public void Process_WhenNamed_ThenItsEndsAreEnded()
    {
        var target = Assert.Single(Of(Sample(), new MapSelection { ProcessIds = [1] }).All);
        Assert.Equal([1UL], target.Sockets.Select(socket => socket.Cookie));
    }

    [Fact]
    public void Listener_WhenNotNamed_ThenItIsLeft() =>
        Assert.DoesNotContain(
            Of(Sample(), new MapSelection { Schemes = ["tcp"] }).All, target => target.From.Role == MapRole.Listener);

    [Fact]
    public void Listener_WhenNamed_ThenItAloneIsEnded()
    {
        var target = Assert.Single(Of(Sample(), new MapSelection { Port = 80, Listening = true }).All);
        Assert.Equal((null, MapRole.Listener), (target.Edge, target.From.Role));
        Assert.Equal([3UL], target.Sockets.Select(socket => socket.Cookie));
    }

    [Fact]
    public void Own_WhenAskedFor_ThenTheyAreLeft()
    {
        var map = new HandMadeMap();
        var (own, other) = (map.Process(Own, "soquete"), map.Process(1, "other"));
        map.Join(map.Tcp(other, 1, 4000), map.Tcp(own, 2, 80, MapRole.Accepted));
        map.Tcp(own, 3, 81);
        Assert.Empty(Of(map, new MapSelection { Schemes = ["tcp"] }).All);
    }

    [Fact]
    public void TimeWait_WhenNotNamed_ThenItIsLeft()
    {
        var map = new HandMadeMap();
        map.Join(map.Tcp(null, 1, 80, state: SocketState.TimeWait), map.Remote("192.0.2.1:9"));
        Assert.Empty(Of(map, new MapSelection { Port = 80 }).All);
        Assert.Single(Of(map, new MapSelection { Port = 80, States = [SocketState.TimeWait] }).All);
    }

    [Fact]
    public void Subflow_WhenNotNamed_ThenItIsLeft()
    {
        var map = new HandMadeMap();
        map.Subflow(1, 80);
        var targets = Of(map, new MapSelection { Port = 80 });
        Assert.Equal((0, 0), (targets.All.Count, targets.Impossible));
        Assert.Single(Of(map, new MapSelection { Schemes = ["mptcp-subflow"] }).All);
    }

    [Fact]
    public void UnixSockets_WhenAskedFor_ThenTheyAreCounted()
    {
        var map = new HandMadeMap();
        var process = map.Process(1, "one");
        map.Join(map.Unix(process, 1, "/run/x"), map.Unix(process, 2, null));
        var targets = Of(map, new MapSelection { ProcessIds = [1] });
        Assert.Equal((0, 2), (targets.All.Count, targets.Impossible));
    }

    private static HandMadeMap Sample()
    {
        var map = new HandMadeMap();
        var (client, server) = (map.Process(1, "client"), map.Process(2, "server"));
        map.Join(map.Tcp(client, 1, 4000), map.Tcp(server, 2, 80, MapRole.Accepted));
        map.Tcp(server, 3, 80, MapRole.Listener);
        return map;
    }

    private static CloseTargets Of(HandMadeMap map, MapSelection selection) =>
        new(new MapPart(map.At(0).Select(selection), selection), Own);
}
