using System.Diagnostics;

namespace Soquete.House.Tests.Source;

/// <summary>Fails a test with each place where its rule is broken.</summary>
[StackTraceHidden]
internal static class Rule
{
    public static void Holds(string rule, IEnumerable<Breach> breaches) =>
        Holds(rule, breaches.Select(breach => breach.ToString()));

    public static void Holds(string rule, IEnumerable<string> breaches)
    {
        var found = breaches.ToList();
        Assert.True(found.Count == 0, $"{rule}, but:{string.Concat(found.Select(breach => $"\n  {breach}"))}");
    }

    /// <summary>A rule over every C# file of the checkout.</summary>
    public static void Holds(string rule, Func<SourceFile, IEnumerable<Breach>> broken) =>
        Holds(rule, Repository.CSharp.SelectMany(broken));
}
