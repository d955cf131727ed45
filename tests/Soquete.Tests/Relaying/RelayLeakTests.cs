using Soquete.Relaying;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

[Collection(AloneCollection.Name)]
public class RelayLeakTests
{
    private const int Rounds = 1000;

    [Fact]
    public async Task Join_WhenAThousandRelaysHaveRun_ThenNoDescriptorIsLeft()
    {
        var kinds = new[] { "tcp", "unix", "pipes" };
        await RunAsync("tcp", "pipes", 0);
        var before = OpenDescriptors.Count();
        for (var round = 0; round < Rounds; round++)
        {
            await RunAsync(kinds[round % 3], kinds[round / 3 % 3], round % 4);
        }

        // The last closes are noticed a moment after the relay has ended.
        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= before);
    }

    /// <summary>Ends well, by a reset, by a stop, or by the far side's going away.</summary>
    private static async Task RunAsync(string first, string second, int ending)
    {
        await using var one = await JoinedEnd.OpenAsync(first);
        await using var other = await JoinedEnd.OpenAsync(second);
        using var stop = new CancellationTokenSource();
        var joining = Relay.JoinAsync(one.Near, other.Near, stop.Token);
        await one.FarOutput.WriteAsync("hello"u8.ToArray());
        await other.FarInput.ReadExactlyAsync(new byte[5]).Soon();
        switch (ending)
        {
            case 0:
                await Task.WhenAll(one.CompleteOutputAsync(), other.CompleteOutputAsync());
                Assert.Null((await joining.Soon()).Failure);
                break;
            case 1:
                await stop.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(joining.Soon);
                break;
            default:
                one.Abort();
                other.Abort();
                await joining.Soon();
                break;
        }
    }
}
