using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Soquete.Tests.Support;

/// <summary>Waits for what no event tells of, by asking again.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public static Task HoldsAsync(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => Task.FromResult(condition()), what);

    public static async Task HoldsAsync(
        Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limits.Event, $"never came true: {what}");
            await Task.Delay(Pause);
        }
    }
}
