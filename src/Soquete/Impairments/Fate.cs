namespace Soquete.Impairments;

/// <summary>What is to happen to one datagram.</summary>
/// <param name="IsLost">It is lost, and nothing else happens to it.</param>
/// <param name="IsDuplicated">A copy follows it.</param>
/// <param name="LetsPass">How many later ones pass it; 0 where it is not held back.</param>
/// <param name="Delay">How long it is under way, without the time on the line.</param>
internal readonly record struct Fate(bool IsLost, bool IsDuplicated, int LetsPass, TimeSpan Delay);
