namespace Soquete.Cli.Messages;

/// <summary>The two directions of a conversation.</summary>
internal static class Both
{
    /// <summary>
    /// Waits until both have ended; one that fails stops the other, and its failure is the one that counts.
    /// </summary>
    public static async Task EndAsync(Task one, Task other, CancellationTokenSource stop)
    {
        var first = await Task.WhenAny(one, other);
        if (!first.IsCompletedSuccessfully)
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(one, other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
        await Task.WhenAll(one, other);
    }
}
