using System.Globalization;
using Xunit.Abstractions;

namespace Soquete.Tests.Support;

/// <summary>Chance that can be had again: the seed is printed, and SOQUETE_TEST_SEED sets it.</summary>
internal static class SeededRandom
{
    public static Random Create(ITestOutputHelper output)
    {
        var given = Environment.GetEnvironmentVariable("SOQUETE_TEST_SEED");
        var seed = string.IsNullOrEmpty(given) ? Random.Shared.Next() : int.Parse(given, CultureInfo.InvariantCulture);
        output.WriteLine($"SOQUETE_TEST_SEED={seed}");
        return new Random(seed);
    }

    public static T Pick<T>(this Random random, params T[] items) => items[random.Next(items.Length)];

    public static bool Coin(this Random random) => random.Next(2) == 0;
}
