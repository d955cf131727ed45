using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Soquete.Cli.Map.Watching;
using Soquete.Mapping;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Cli.Tests.Map.Watching;

public partial class WatchViewTests(ITestOutputHelper output)
{
    private static readonly string[] Names =
    [
        "nginx", "漢字漢字漢字漢字", "e\u0301e\u0301e\u0301", "a\e[2Jb", "\r\n", "🙂🙂", "\u202eevil", "x",
        new('w', 300),
    ];

    [Fact]
    public void Screen_WhenAnythingIsPressedOnAnySize_ThenItFits()
    {
        var random = SeededRandom.Create(output);
        for (var run = 0; run < 40; run++)
        {
            var state = new WatchState();
            for (var turn = 0; turn < 60; turn++)
            {
                state = Step(random, state, turn);
                Check(state);
            }
        }
    }

    [Theory]
    [InlineData(80)]
    [InlineData(132)]
    public void Row_WhenShown_ThenWhoTalksToWhomIsInIt(int width)
    {
        var line = Plain(WatchView.Lines(Began(width))[2]);
        Assert.Matches(@"^  alpha\[10\] +tcp +127\.0\.0\.1:\S+ +→ 127\.0\.0\.1:\S+ +beta\[20\] ", line);
    }

    [Fact]
    public void Marks_WhenRowsComeAndGo_ThenTheyAreSeen()
    {
        var map = new HandMadeMap();
        map.Unix(map.Process(7, "delta"), 77, "/run/new");
        var lines = WatchView.Lines(WatchModel.Take(Began(100), map.At(1)));
        Assert.Contains(lines, line => line.Contains("\e[32m+ ") && Plain(line).Contains("delta[7]"));
        Assert.Contains(lines, line => line.Contains("\e[2;31m− ") && Plain(line).Contains("gamma[30]"));
        Assert.Matches(@"12:00:01|\d\d:\d\d:01", Plain(lines[0]));
        Assert.Contains("+1", Plain(lines[0]));
    }

    [Fact]
    public void Process_WhenOpened_ThenWhatIsKnownOfItIsShown()
    {
        var state = WatchModel.Press(Began(100), new Key(KeyKind.Enter));
        var text = string.Join('\n', WatchView.Lines(state).Select(Plain));
        Assert.Contains("alpha[10]  user root", text);
        Assert.Contains("command  alpha --serve", text);
        Assert.Contains("unit     alpha.service", text);
        Assert.Contains("namespace 4026531840", text);
        Assert.Contains("sent 0, received 0  cwnd 0 × 0", text);
        Assert.Contains("alpha[10] fd 5  Established", text);
    }

    [Fact]
    public void Process_WhenItIsGone_ThenThatIsSaid()
    {
        var state = WatchModel.Press(Began(100), new Key(KeyKind.Enter));
        state = WatchModel.Take(state, new HandMadeMap().At(60));
        Assert.Contains(WatchView.Lines(state), line => Plain(line) == "process 10 is gone, or has nothing open");
    }

    [Fact]
    public void Help_WhenShown_ThenKeysAndGapsAreThere()
    {
        var text = string.Join('\n', WatchView.Lines(WatchModel.Press(Began(100), Key.Of('?'))).Select(Plain));
        Assert.Contains("listeners and bound sockets alone", text);
        Assert.Contains("not seen: half of it: it was dark", text);
    }

    private static WatchState Began(int width) =>
        WatchModel.Take(WatchModel.Resize(new WatchState(), (30, width)), HandMadeMap.Sample().At(0));

    private static WatchState Step(Random random, WatchState state, int turn) => random.Next(8) switch
    {
        0 => WatchModel.Resize(state, (random.Next(0, 50), random.Pick(0, 1, 2, 5, random.Next(200)))),
        1 or 2 => WatchModel.Take(state, Chance(random, turn)),
        3 => WatchModel.Press(state, Key.Of(random.Pick("q?h/plrs12345jk x".ToCharArray()))),
        _ => WatchModel.Press(state, new Key(random.Pick(Enum.GetValues<KeyKind>()), new Rune(random.Next('a', 'z')))),
    };

    private static ProcessMap Chance(Random random, int turn)
    {
        var map = new HandMadeMap();
        var processes = Enumerable.Range(1, 5)
            .Select(id => map.Process(id, random.Pick(Names), random.Pick(Names))).ToList();
        var ends = Enumerable.Range(1, random.Next(1, 60)).Select(number => random.Next(4) switch
        {
            0 => map.Remote(random.Pick(Names)),
            1 => map.Unix(random.Pick([.. processes, null]), (uint)number, random.Pick(Names), (uint)random.Next()),
            2 => map.Tcp(random.Pick(processes.ToArray()), (ulong)number, 80, MapRole.Listener),
            _ => map.Tcp(
                random.Pick(processes.ToArray()), (ulong)number, 80, sent: (ulong)random.NextInt64(), received: 5,
                problems: random.Coin() ? [] : [new MapProblem(MapProblemKind.Drops, random.Pick(Names))]),
        }).ToList();
        for (var edge = random.Next(30); edge > 0; edge--)
        {
            map.Join(random.Pick(ends.ToArray()), random.Pick(ends.ToArray()));
        }

        return map.At(turn);
    }

    private static void Check(WatchState state)
    {
        var lines = WatchView.Lines(state);
        Assert.Equal(state.Size.Rows, lines.Count);
        Assert.All(lines, line => Assert.InRange(Cells(Plain(line)), 0, state.Size.Columns));
        Assert.InRange(state.Index, 0, Math.Max(0, state.Rows.Count - 1));
        Assert.InRange(state.Index - state.Top, 0, Math.Max(0, WatchLayout.Of(state).List - 1));
    }

    /// <summary>The cells of the characters that these names and this view are made of, counted another way.</summary>
    private static int Cells(string line) => line.EnumerateRunes().Sum(rune =>
    {
        Assert.False(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format, line);
        return rune.Value switch { 0x301 => 0, 0x6F22 or 0x5B57 or 0x1F642 => 2, _ => 1 };
    });

    private static string Plain(string line) => Styles().Replace(line, "");

    [GeneratedRegex(@"\e\[[0-9;]+m")]
    private static partial Regex Styles();
}
