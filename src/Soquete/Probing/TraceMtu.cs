using System.Net;

namespace Soquete.Probing;

/// <summary>What is known of a path's MTU while it is traced, and who said so (RFC 1191, RFC 8201).</summary>
/// <param name="isSought">Whether it is looked for.</param>
/// <param name="length">How long probes are at first, with their IP header.</param>
/// <param name="isIPv6">Which version of IP it is.</param>
internal sealed class TraceMtu(bool isSought, int length, bool isIPv6)
{
    /// <summary>No link takes less (RFC 791 §3.2, RFC 8200 §5).</summary>
    private const int LeastMtu = 68;

    private const int LeastMtu6 = 1280;

    /// <summary>What routers that say no number may mean (RFC 1191 §7.1).</summary>
    private static readonly int[] Plateaus = [32000, 17914, 8166, 4352, 2002, 1492, 1006, 508, 296, 68];

    private readonly List<(IPAddress By, int TimeToLive, int Mtu)> _notices = [];

    /// <summary>How long probes are now.</summary>
    public int Length { get; private set; } = length;

    /// <summary>The MTU of the first link; null where it is not looked for.</summary>
    public int? First { get; private set; } = isSought ? length : null;

    /// <summary>Takes the MTU of this machine's own interface.</summary>
    /// <returns>Whether probes are shorter now.</returns>
    public bool TryBegin(int mtu)
    {
        if (!isSought || mtu < Least || mtu >= Length)
        {
            return false;
        }

        Length = mtu;
        First = mtu;
        return true;
    }

    /// <summary>Takes the MTU that a router said.</summary>
    /// <returns>Whether what it said can be true.</returns>
    public bool TryNote(int said, IPAddress by, in SentProbe sent)
    {
        var longest = sent.Length;
        var mtu = said == 0 && !isIPv6 ? Array.Find(Plateaus, plateau => plateau < longest) : said;
        if (mtu < Least || mtu >= longest)
        {
            return false;
        }

        if (mtu < Length)
        {
            Length = mtu;
            _notices.Add((by, sent.Probe.Hop.TimeToLive, mtu));
        }

        return true;
    }

    /// <summary>
    /// What a hop said of the link beyond it. Where the router did not say by another answer which hop it is, it is the
    /// last one before the probe that it kept.
    /// </summary>
    public int? SaidBy(TraceHop hop, IEnumerable<TraceHop> hops)
    {
        var own = _notices.Where(notice => HopOf(notice, hops) == hop.TimeToLive).ToList();
        return own.Count == 0 ? null : own.Min(notice => notice.Mtu);
    }

    private int Least => isIPv6 ? LeastMtu6 : LeastMtu;

    private static int HopOf((IPAddress By, int TimeToLive, int Mtu) notice, IEnumerable<TraceHop> hops) =>
        hops.TakeWhile(hop => hop.TimeToLive < notice.TimeToLive)
            .LastOrDefault(hop => hop.Probes.Any(probe => probe.Answer?.Address.Equals(notice.By) == true))
            ?.TimeToLive ?? notice.TimeToLive - 1;
}
