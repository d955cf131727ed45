using Soquete.Cli.Map;
using Soquete.Cli.Map.Text;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Tests.Map;

/// <summary>The lines of a map, of maps that are drawn by hand.</summary>
public class MapTextTests
{
    [Fact]
    public void Connection_WhenBothEndsAreHere_ThenEachProcessHasItFromItsSide()
    {
        var sketch = new MapSketch();
        var (server, client) = (sketch.Process(20, "nginx", "nginx: master"), sketch.Process(30, "curl"));
        var listener = sketch.Tcp(
            MapRole.Listener, "127.0.0.1:80", state: SocketState.Listening, unread: 0, unsent: 511, holders: server);
        var accepted = sketch.Tcp(
            MapRole.Accepted, "127.0.0.1:80", "127.0.0.1:5000", unread: 2048, listener: listener, holders: server);
        var connected = sketch.Tcp(MapRole.Connected, "127.0.0.1:5000", "127.0.0.1:80", holders: client);
        sketch.Join(connected, accepted);
        Assert.Equal(
            """
            curl[30]  root
              tcp  127.0.0.1:5000 ──▶ nginx[20]  127.0.0.1:80

            nginx[20]  root  nginx: master
              tcp  127.0.0.1:80  listening 0/511
              tcp  127.0.0.1:80 ◀── curl[30]  127.0.0.1:5000  2 KiB unread

            """, TextOf(sketch));
    }

    [Fact]
    public void AlikeConnections_WhenTheyAreMany_ThenAreOneLineWithACount()
    {
        var sketch = Many(12);
        Assert.Equal(
            """
            app[40]  root
              tcp  127.0.0.1:* ──▶ postgres[41]  127.0.0.1:5432  × 12

            postgres[41]  root
              tcp  127.0.0.1:5432 ◀── app[40]  127.0.0.1:*  × 12

            """, TextOf(sketch));
        Assert.Equal(12, TextOf(sketch, each: true).Split("──▶").Length - 1);
    }

    [Fact]
    public void Signs_WhenTheLocaleHasNone_ThenAreAscii()
    {
        var text = TextOf(Many(2), signs: MapSigns.Ascii);
        Assert.Contains("tcp  127.0.0.1:* --> postgres[41]  127.0.0.1:5432  x 2", text);
        Assert.All(text, letter => Assert.True(char.IsAscii(letter)));
    }

    [Fact]
    public void Ends_WhenNobodyHasThem_ThenItIsSaidWhy()
    {
        var sketch = new MapSketch();
        var server = sketch.Process(20, "nginx");
        var listener = sketch.Tcp(
            MapRole.Listener, "127.0.0.1:80", state: SocketState.Listening, unread: 1, unsent: 1, holders: server,
            problems: [new MapProblem(MapProblemKind.FullBacklog, "1 of 1 wait to be accepted")]);
        var client = sketch.Process(30, "curl");
        sketch.Join(
            sketch.Tcp(MapRole.Connected, "127.0.0.1:5000", "127.0.0.1:80", holders: client), listener,
            isWaiting: true);
        sketch.Join(sketch.Tcp(MapRole.Connected, "10.0.0.1:6000", "192.0.2.1:443", holders: client),
            sketch.Remote("192.0.2.1:443"));
        sketch.Tcp(MapRole.None, "127.0.0.1:80", "127.0.0.1:7000", SocketState.TimeWait);
        Assert.Equal(
            """
            curl[30]  root
              tcp  10.0.0.1:6000  ──▶ (elsewhere)  192.0.2.1:443
              tcp  127.0.0.1:5000 ┄┄▶ nginx[20]    127.0.0.1:80

            nginx[20]  root
            ! tcp  127.0.0.1:80  listening 1/1, 1 of 1 wait to be accepted
              tcp  127.0.0.1:80 ◀┄┄ curl[30]  127.0.0.1:5000  waits

            (time-wait)
              tcp  127.0.0.1:80 ─── 127.0.0.1:7000

            """, TextOf(sketch));
    }

    [Fact]
    public void SharedEnds_WhenForked_ThenTheOthersAreNamed()
    {
        var sketch = new MapSketch();
        var workers = Enumerable.Range(20, 4).Select(id => sketch.Process(id, "nginx")).ToArray();
        var (one, other) = (sketch.Unix(MapRole.Paired, null, workers[0]), sketch.Unix(MapRole.Paired, null, workers));
        sketch.Join(one, other, isDirected: false);
        var text = TextOf(sketch);
        Assert.Contains("  unix  ═══ nginx[20] +3 more\n", text);
        Assert.Contains("  unix  ═══ nginx[20]  with nginx[20] +2 more\n", text);
    }

    [Fact]
    public void Pipes_WhenJoined_ThenArrowsGoTheWayOfTheBytes()
    {
        var sketch = new MapSketch();
        var (writer, reader) = (sketch.Process(20, "seq"), sketch.Process(30, "wc"));
        sketch.Join(sketch.Pipe(MapRole.Writer, writer), sketch.Pipe(MapRole.Reader, reader));
        Assert.Equal(
            """
            seq[20]  root
              pipe  ──▶ wc[30]

            wc[30]  root
              pipe  ◀── seq[20]

            """, TextOf(sketch));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(160)]
    public void Lines_WhenTheTerminalIsNarrow_ThenFitAndKeepTheirEnds(int width)
    {
        var sketch = new MapSketch();
        var server = sketch.Process(20, "a-server-of-a-name", "/usr/lib/server --with " + new string('x', 200));
        var path = "/run/user/1000/some/very/deep/folder/" + new string('n', 60) + "/the.sock";
        var client = sketch.Process(30, "a-client-of-a-name");
        sketch.Join(sketch.Unix(MapRole.Connected, null, client), sketch.Unix(MapRole.Accepted, path, server));
        var lines = TextOf(sketch, width: width).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        var edges = lines.Where(line => line.Contains("◀──") || line.Contains("──▶")).ToList();
        Assert.Equal(2, edges.Count);
        Assert.All(edges, edge => Assert.Matches(@"/run.*(…|nnn).*the\.sock|\[..\]$", edge));
        Assert.Contains(path, TextOf(sketch));
    }

    [Fact]
    public void Names_WhenHostile_ThenStayInTheirLine()
    {
        var sketch = new MapSketch();
        var evil = sketch.Process(20, "a\nb\e[31m", "x\ry\u202e", user: "nobody");
        sketch.Unix(MapRole.Listener, "/run/a\nb", evil);
        var text = TextOf(sketch);
        Assert.Equal(2, text.Count(letter => letter == '\n'));
        Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter != '\n');
        Assert.DoesNotContain('\u202e', text);
    }

    /// <summary>Whose other end is asked for, and not shown, has a line of its own.</summary>
    [Fact]
    public void Ends_WhenAPortAndAUserAreAskedFor_ThenTheUsersHaveLines()
    {
        var sketch = new MapSketch();
        var (server, client) = (sketch.Process(20, "nginx"), sketch.Process(30, "curl", user: "ana"));
        sketch.Join(
            sketch.Tcp(MapRole.Connected, "127.0.0.1:5000", "127.0.0.1:80", holders: client),
            sketch.Tcp(MapRole.Accepted, "127.0.0.1:80", "127.0.0.1:5000", holders: server));
        Assert.Equal(
            """
            nginx[20]  root
              tcp  127.0.0.1:80 ◀── curl[30]  127.0.0.1:5000

            """, TextOf(sketch, selection: new MapSelection { Port = 80 }));
        Assert.Equal(
            """
            curl[30]  ana
              tcp  127.0.0.1:5000 ──▶ nginx[20]  127.0.0.1:80

            """, TextOf(sketch, selection: new MapSelection { Port = 80, UserId = client.UserId }));
    }

    private static MapSketch Many(int count)
    {
        var sketch = new MapSketch();
        var (app, server) = (sketch.Process(40, "app"), sketch.Process(41, "postgres"));
        for (var i = 0; i < count; i++)
        {
            sketch.Join(
                sketch.Tcp(MapRole.Connected, $"127.0.0.1:{40000 + i}", "127.0.0.1:5432", holders: app),
                sketch.Tcp(MapRole.Accepted, "127.0.0.1:5432", $"127.0.0.1:{40000 + i}", holders: server));
        }

        return sketch;
    }

    private static string TextOf(
        MapSketch sketch, int width = MapWidth.Unlimited, bool each = false, MapSigns? signs = null,
        MapSelection? selection = null)
    {
        selection ??= new MapSelection();
        using var output = new StringWriter { NewLine = "\n" };
        MapText.Write(output, new MapPart(sketch.Map.Select(selection), selection), new MapTextOptions
        {
            Width = width, IsEachPrinted = each, Signs = signs ?? MapSigns.Unicode,
        });
        return output.ToString();
    }
}
