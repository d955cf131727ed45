namespace Soquete.Cli.Tests.Support;

internal static class Wait
{
    /// <summary>Waits for what no descriptor tells; gives up after the limit, which fails the test.</summary>
    public static async Task UntilAsync(Func<bool> hasHappened)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        while (!hasHappened())
        {
            await Task.Delay(1, limit.Token);
        }
    }
}
