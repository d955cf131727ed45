using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs.Tour.Pages;

namespace Soquete.Cli.Tests.Tour.Pages;

public class ColumnGridTests
{
    [Fact]
    public void Row_WhenInAColumn_ThenTheOthersAreEmpty()
    {
        var grid = new ColumnGrid(28, 3);
        Assert.Equal(["abc      │          │"], grid.Row(0, "abc", text => text));
        Assert.Equal(["         │ abc      │"], grid.Row(1, "abc", text => text));
        Assert.Equal(["         │          │ abc"], grid.Row(2, "abc", text => text));
    }

    [Fact]
    public void Row_WhenPainted_ThenTheColumnsStayInPlace() =>
        Assert.Equal(["<abc>       │"], new ColumnGrid(21, 2).Row(0, "abc", text => $"<{text}>"));

    [Fact]
    public void Headings_WhenOneIsLong_ThenItTakesMoreLines() => Assert.Equal(
        ["server,   │ client", "  pid 10  │"],
        new ColumnGrid(21, 2).Headings(["server, pid 10", "client"], default(Palette)));
}
