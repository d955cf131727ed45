using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Tests.Mapping.Drawing;

public class MapLabelTests
{
    private readonly SampleMap _map = new();

    [Fact]
    public void End_WhenOfTheInternet_ThenIsCalledByItsAddress() =>
        Assert.Equal("tcp 127.0.0.1:8080", MapLabel.Of(_map.Tcp(MapRole.Listener, "127.0.0.1:8080", null, null)));

    [Theory]
    [InlineData("/run/x.sock", "unix /run/x.sock")]
    [InlineData("@name", "unix @name")]
    [InlineData(null, "unix #1001")]
    [InlineData("/a\nb\u202Ec", "unix /a\\u000ab\\u202ec")]
    public void End_WhenOfTheUnixDomain_ThenIsCalledByItsNameOrNumber(string? name, string expected) =>
        Assert.Equal(expected, MapLabel.Of(_map.Unix(MapRole.Connected, name)));

    [Fact]
    public void End_WhenAPipe_ThenIsCalledByItsNumber() =>
        Assert.Equal("pipe #77", MapLabel.Of(_map.Pipe(MapRole.Reader, 77, _map.Process("cat"))));

    [Fact]
    public void End_WhenItHasNeitherNameNorNumber_ThenThatIsSaid() =>
        Assert.Equal(
            "unix (unnamed)", MapLabel.Of(new MapEnd { Kind = MapEndKind.Unseen, Index = 0, Scheme = "unix" }));

    [Fact]
    public void Process_WhenNamed_ThenHasItsNumber() =>
        Assert.Equal("ng\\u0007inx[100]", MapLabel.Of(_map.Process("ng\ainx")));

    [Fact]
    public void States_WhenNamed_ThenEachHasAWordOfItsOwn()
    {
        var words = Enum.GetValues<SocketState>().Select(MapLabel.Of).ToList();
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.All(words, word => Assert.Matches("^[a-z]+(-[a-z0-9]+)*$", word));
        Assert.Equal("unknown", MapLabel.Of((SocketState)99));
    }

    [Fact]
    public void Holders_WhenMany_ThenAreNamedAndCounted()
    {
        var end = _map.Unix(MapRole.Listener, "/x", _map.Process("a"), _map.Process("b"), _map.Process("c"));
        Assert.Equal("a[100], b[101] +1 more", MapLabel.Holders(end));
        Assert.Equal("a[100], b[101], c[102]", MapLabel.Holders(end, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MapLabel.Holders(end, 0));
    }

    [Fact]
    public void Holders_WhenNone_ThenSayWhy()
    {
        var listener = _map.Tcp(MapRole.Listener, "127.0.0.1:80", null, _map.Process("a"));
        var waiting = new MapEnd
        {
            Kind = MapEndKind.Socket, Index = 9, Scheme = "tcp", Role = MapRole.Accepted, Listener = listener,
        };
        Assert.Equal("(backlog)", MapLabel.Holders(waiting));
        Assert.Equal("(elsewhere)", MapLabel.Holders(_map.Remote("192.0.2.1:443")));
        var over = _map.Tcp(MapRole.Connected, "127.0.0.1:5", "127.0.0.1:80", null);
        Assert.Equal("(no process)", MapLabel.Holders(over));
    }
}
