using Soquete.Mapping;
using Soquete.Mapping.Drawing;

namespace Soquete.Tests.Mapping.Drawing;

public class DrawnMapTests
{
    private readonly SampleMap _map = new();

    [Fact]
    public void Connections_WhenToOneListener_ThenAreOneLineWithTheirCount()
    {
        var server = _map.Process("server");
        var listener = _map.Tcp(MapRole.Listener, "127.0.0.1:80", null, server);
        var client = _map.Process("client");
        _map.ConnectTcp(client, listener, 4001);
        _map.ConnectTcp(client, listener, 4002);
        var edge = Assert.Single(Drawn().Edges);
        Assert.Equal(("client[101]", "server[100]"), (edge.From.Title, edge.To.Title));
        Assert.Equal("tcp 127.0.0.1:80", edge.Port?.Text);
        Assert.Equal("×2", edge.Label);
        Assert.Equal("tcp 127.0.0.1:80 ×2", edge.Name);
    }

    [Fact]
    public void Connections_WhenToTwoListeners_ThenAreTwoLines()
    {
        var server = _map.Process("server");
        var client = _map.Process("client");
        _map.Connect(client, _map.Unix(MapRole.Listener, "/a", server));
        _map.Connect(client, _map.Unix(MapRole.Listener, "/b", server));
        Assert.Equal(["unix /a", "unix /b"], Drawn().Edges.Select(edge => edge.Port!.Text));
    }

    [Fact]
    public void Listener_WhenShared_ThenTheLineLeadsToWhoAccepted()
    {
        var (one, other, client) = (_map.Process("one"), _map.Process("other"), _map.Process("client"));
        var listener = _map.Tcp(MapRole.Listener, "127.0.0.1:80", null, one);
        var shared = _map.Unix(MapRole.Listener, "/run/shared", one, other);
        _map.Join(_map.Unix(MapRole.Connected, null, client), _map.Accepted("127.0.0.1:80", other, listener));
        var drawn = Drawn();
        Assert.Equal("other[101]", Assert.Single(drawn.Edges).To.Title);
        Assert.Null(Assert.Single(drawn.Edges).Port);
        Assert.Equal(2, drawn.Boxes.SelectMany(box => box.Ports).Count(port => port.Text == MapLabel.Of(shared)));
    }

    [Fact]
    public void Connection_WhenToItself_ThenIsCountedAndNotDrawn()
    {
        var process = _map.Process("loop");
        _map.Join(_map.Pipe(MapRole.Writer, 7, process), _map.Pipe(MapRole.Reader, 7, process));
        Assert.Empty(Drawn().Edges);
        Assert.Equal(1, Assert.Single(Drawn().Boxes).ToItself);
    }

    [Fact]
    public void Listeners_WhenMany_ThenTheLastRowIsOfTheRest()
    {
        var server = _map.Process("server");
        var listeners = Enumerable.Range(1, 40)
            .Select(port => _map.Tcp(MapRole.Listener, $"127.0.0.1:{port}", null, server)).ToList();
        _map.ConnectTcp(_map.Process("client"), listeners[^1], 5000);
        var drawn = Drawn();
        var box = drawn.Boxes[0];
        Assert.Equal(DrawnBox.MostPorts, box.Ports.Count);
        Assert.Equal("and 29 more", box.Ports[^1].Text);
        Assert.Same(box.Ports[^1], Assert.Single(drawn.Edges).Port);
    }

    [Theory]
    [InlineData("192.0.2.1:443", "192.0.2.1", "tcp :443")]
    [InlineData("[2001:db8::1]:443", "[2001:db8::1]", "tcp :443")]
    public void Remote_WhenConnectedTo_ThenIsABoxWithItsPort(string name, string title, string row)
    {
        _map.Join(_map.Tcp(MapRole.Connected, "10.0.0.1:4000", name, _map.Process("client")), _map.Remote(name));
        var box = Assert.Single(Drawn().Boxes, box => box.IsOutside);
        Assert.Equal((title, row), (box.Title, Assert.Single(box.Ports).Text));
    }

    [Theory]
    [InlineData("abcdefghij", 5, "ab…ij")]
    [InlineData("abcdefghij", 10, "abcdefghij")]
    [InlineData("日本語の名前", 6, "日…前")]
    [InlineData("a\u202Eb", 20, "a\\u202eb")]
    public void Text_WhenTooLong_ThenItsMiddleIsLeftOut(string text, int cells, string expected) =>
        Assert.Equal(expected, ShownText.Fit(text, cells));

    private DrawnMap Drawn() => DrawnMap.Of(_map.Build());
}
