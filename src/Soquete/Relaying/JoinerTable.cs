namespace Soquete.Relaying;

/// <summary>Which joiner serves a pair of addresses. A new kind of end registers itself here.</summary>
internal static class JoinerTable
{
    public static Joiner For(RelayContext context) => new StreamJoiner(context);
}
