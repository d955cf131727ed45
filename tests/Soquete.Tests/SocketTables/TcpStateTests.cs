using Soquete.SocketTables;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>Sockets of TCP that are asked for by their states.</summary>
public class TcpStateTests
{
    [RootFact]
    public async Task Read_WhenStatesAreAskedFor_ThenSocketsInOthersAreNotThere()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var open = TcpPair.Make(inside);
        using var over = TcpPair.Make(inside);
        over.Client.Close();
        over.Accepted.Close();
        await Eventually.HoldsAsync(() => StatesIn(inside, null).Contains(SocketState.TimeWait));

        Assert.Equal([SocketState.TimeWait], StatesIn(inside, [SocketState.TimeWait]));
        Assert.Equal([SocketState.Listening, SocketState.Listening], StatesIn(inside, [SocketState.Listening]));
        Assert.Equal(
            [SocketState.Established, SocketState.Established, SocketState.Listening, SocketState.Listening],
            StatesIn(inside, [.. Enum.GetValues<SocketState>().Where(state => state != SocketState.TimeWait)]));
        Assert.Empty(StatesIn(inside, []));
    }

    [Fact]
    public void Of_WhenAStateHasSeveralOfTheKernels_ThenAllOfThemAreAskedFor()
    {
        Assert.Equal(1u << 3 | 1u << 12, TcpStateMask.Of([SocketState.SynReceived]));
        Assert.Equal(1u << 7 | 1u << 13, TcpStateMask.Of([SocketState.Unconnected]));
        Assert.Equal(uint.MaxValue, TcpStateMask.Of(Enum.GetValues<SocketState>()));
        Assert.Equal(uint.MaxValue, TcpStateMask.Of(null));
    }

    [Fact]
    public void Read_WhenThereIsNoSuchState_ThenItIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => SocketTable.Read(new SocketTableOptions { TcpStates = [(SocketState)12] }));

    private static SocketState[] StatesIn(NetworkNamespace inside, IReadOnlyCollection<SocketState>? states) =>
    [
        .. inside.Run(() => SocketTable.Read(
            Tables.OneNamespace with { Families = SocketFamilies.Tcp, TcpStates = states })).Sockets
            .Select(socket => socket.State).Order(),
    ];
}
