using Soquete.Cli.Map;
using Soquete.Cli.Map.Watching;
using Soquete.Mapping;

namespace Soquete.Cli.Tests.Map.Watching;

public class WatchModelTests
{
    [Fact]
    public void Rows_WhenSorted_ThenByWhatIsAskedFor()
    {
        Assert.Equal(["alpha", "beta", "beta", "gamma"], Names(Began()));
        Assert.Equal(["gamma", "beta", "beta", "alpha"], Names(Press(Began(), "r")));
        Assert.Equal("gamma", Names(Press(Began(), "4"))[0]);
        Assert.Equal("beta", Names(Press(Began(), "6"))[0]);
        Assert.Equal(MapOrder.Pid, Press(Began(), "s").Sort);
        Assert.Equal(MapOrder.Name, Press(Began(), "ssssss").Sort);
    }

    [Fact]
    public void Filter_WhenItIsTyped_ThenRowsFollow()
    {
        var state = Press(Began(), "/GAM");
        Assert.True(state.IsTyping);
        Assert.Equal(["gamma"], Names(state));
        Assert.Empty(Press(state, "q").Rows);
        Assert.False(Press(state, "q").IsOver);
        Assert.Equal(4, Press(state, KeyKind.Escape).Rows.Count);
        state = Press(state, KeyKind.Enter);
        Assert.False(state.IsTyping);
        Assert.Equal("GAM", state.Filter);
        Assert.Equal(("", 4), (Press(state, KeyKind.Escape).Filter, Press(state, KeyKind.Escape).Rows.Count));
    }

    [Fact]
    public void Filter_WhenItIsTakenBack_ThenByCharacters()
    {
        var state = Press(Press(Began(), "/"), new Key(KeyKind.Text, new System.Text.Rune(0x1F642)));
        Assert.Equal("🙂", state.Filter);
        Assert.Equal("", Press(state, KeyKind.Backspace).Filter);
        Assert.Equal("", Press(Press(state, KeyKind.Backspace), KeyKind.Backspace).Filter);
        Assert.Equal("", Press(Press(state, "abc"), KeyKind.Clear).Filter);
        Assert.InRange(Press(Began(), "/" + new string('x', 500)).Filter.Length, 1, 100);
    }

    [Fact]
    public void Choices_WhenSwitched_ThenThatIsShown()
    {
        Assert.Equal(["beta"], Names(Press(Began(), "p")));
        Assert.Equal(4, Press(Began(), "pp").Rows.Count);
        var listener = Assert.Single(Press(Began(), "l").Rows);
        Assert.Equal(MapRole.Listener, listener.From.Role);
    }

    [Fact]
    public void Cursor_WhenRowsMove_ThenItStaysOnItsRow()
    {
        var state = Press(Began(), KeyKind.End);
        Assert.Equal("gamma", NameUnder(state));
        Assert.Equal("gamma", NameUnder(Press(state, "4")));
        Assert.Equal(0, Press(state, "4").Index);
        Assert.Equal("gamma", NameUnder(WatchModel.Take(state, HandMadeMap.Sample().At(9))));
    }

    [Fact]
    public void Cursor_WhenItIsMoved_ThenItStaysOnTheScreen()
    {
        var state = WatchModel.Resize(Began(), (5, 80));
        Assert.Equal(2, WatchLayout.Of(state).List);
        state = Press(Press(state, KeyKind.Down), KeyKind.Down);
        Assert.Equal((2, 1), (state.Index, state.Top));
        Assert.Equal((3, 2), (Press(state, KeyKind.End).Index, Press(state, KeyKind.End).Top));
        Assert.Equal((0, 0), (Press(state, KeyKind.PageUp).Index, Press(state, KeyKind.PageUp).Top));
        Assert.Equal(3, Press(Press(state, KeyKind.PageDown), KeyKind.PageDown).Index);
        Assert.Equal(0, Press(state, KeyKind.Home).Index);
    }

    [Fact]
    public void Process_WhenItIsOpened_ThenItsRowsAreShown()
    {
        var state = Press(Press(Began(), KeyKind.Down), KeyKind.Enter);
        Assert.Equal(20, state.Process);
        Assert.Equal(3, state.Rows.Count);
        Assert.Null(Press(state, KeyKind.Escape).Process);
        Assert.Equal(4, Press(state, KeyKind.Escape).Rows.Count);
    }

    [Fact]
    public void Process_WhenTheOtherIsOpenedFromIt_ThenEscapeGoesBackOneByOne()
    {
        var state = Press(Began(), KeyKind.Enter);
        Assert.Equal(10, state.Process);
        state = Press(state, KeyKind.Enter);
        Assert.Equal(20, state.Process);
        Assert.Equal(10, Press(state, KeyKind.Escape).Process);
    }

    [Fact]
    public void Map_WhenPaused_ThenTheOldOneStands()
    {
        var state = WatchModel.Take(Press(Began(), " "), new HandMadeMap().At(5));
        Assert.Equal(4, state.Rows.Count);
        Assert.Equal(5, WatchModel.Take(Press(state, " "), HandMadeMap.Sample().At(5)).History.Map!.CapturedAt.Second);
    }

    [Fact]
    public void Help_WhenShown_ThenAnyKeyGoesBack()
    {
        var state = Press(Began(), "?");
        Assert.True(state.ShowsHelp);
        Assert.False(Press(state, "q").ShowsHelp);
        Assert.False(Press(state, "q").IsOver);
        Assert.True(Press(state, KeyKind.Leave).IsOver);
    }

    [Fact]
    public void Leaving_WhenAskedFor_ThenItIsOver() =>
        Assert.True(Press(Began(), "q").IsOver && Press(Press(Began(), "/"), KeyKind.Leave).IsOver);

    [Fact]
    public void Keys_WhenThereIsNoMap_ThenNothingHappens()
    {
        var state = new WatchState();
        foreach (var kind in Enum.GetValues<KeyKind>())
        {
            state = Press(state, kind);
        }

        Assert.Empty(state.Rows);
        Assert.True(state.IsOver);
    }

    private static WatchState Began() =>
        WatchModel.Take(WatchModel.Resize(new WatchState(), (24, 80)), HandMadeMap.Sample().At(0));

    private static string[] Names(WatchState state) =>
        [.. state.Rows.Select(row => row.From.Holders[0].Process.Name)];

    private static string NameUnder(WatchState state) => state.Rows[state.Index].From.Holders[0].Process.Name;

    private static WatchState Press(WatchState state, string text) =>
        text.Aggregate(state, (before, character) => Press(before, Key.Of(character)));

    private static WatchState Press(WatchState state, KeyKind kind) => Press(state, new Key(kind));

    private static WatchState Press(WatchState state, Key key) => WatchModel.Press(state, key);
}
