using Soquete.Cli.Map;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Tests.Map;

/// <summary>What is read for what is shown.</summary>
public class MapReadingTests
{
    [Theory]
    [InlineData(MapForm.Text)]
    [InlineData(MapForm.Json)]
    [InlineData(MapForm.Serve)]
    [InlineData(MapForm.Close)]
    public void For_WhenWhatIsOverIsShown_ThenEveryStateIsRead(object form) =>
        Assert.Null(StatesFor(new MapSelection(), (MapForm)form));

    [Theory]
    [InlineData(MapForm.Watch)]
    [InlineData(MapForm.Events)]
    public void For_WhenWhatIsOverIsLeftOut_ThenItIsNotRead(object form)
    {
        AssertIsNotRead(StatesFor(new MapSelection(), (MapForm)form));
        AssertIsNotRead(StatesFor(new MapSelection { States = [SocketState.LastAck] }, (MapForm)form));
        Assert.Null(StatesFor(new MapSelection { States = [SocketState.TimeWait] }, (MapForm)form));
    }

    [Fact]
    public void For_WhenNothingThatIsAskedForCanBeJoinedToWhatIsOver_ThenItIsNotRead()
    {
        AssertIsNotRead(StatesFor(new MapSelection { Listening = true }, MapForm.Text));
        AssertIsNotRead(StatesFor(new MapSelection { States = [SocketState.Established] }, MapForm.Text));
        Assert.Null(StatesFor(new MapSelection { States = [SocketState.LastAck] }, MapForm.Text));
        Assert.Null(StatesFor(
            new MapSelection { States = [SocketState.Established, SocketState.TimeWait] }, MapForm.Text));
    }

    private static void AssertIsNotRead(IReadOnlyCollection<SocketState>? states)
    {
        Assert.NotNull(states);
        Assert.Equal(Enum.GetValues<SocketState>().Where(state => state != SocketState.TimeWait), states.Order());
    }

    private static IReadOnlyCollection<SocketState>? StatesFor(MapSelection filters, MapForm form) =>
        MapReading.For(filters, target: null, form).Sockets.TcpStates;
}
