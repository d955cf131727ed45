using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses.Resolution;

/// <summary>
/// The addresses that are still to be tried, one family after the other in turn (RFC 8305 §4), IPv6 first.
/// </summary>
internal sealed class Candidates
{
    private readonly Queue<IPEndPoint> _v6 = new();
    private readonly Queue<IPEndPoint> _v4 = new();
    private bool _v6IsNext = true;

    public bool IsEmpty => _v6.Count == 0 && _v4.Count == 0;

    public void Add(IPEndPoint endPoint) =>
        (endPoint.AddressFamily == AddressFamily.InterNetworkV6 ? _v6 : _v4).Enqueue(endPoint);

    public bool TryTake(out IPEndPoint? endPoint)
    {
        var (wanted, other) = _v6IsNext ? (_v6, _v4) : (_v4, _v6);
        if (!wanted.TryDequeue(out endPoint) && !other.TryDequeue(out endPoint))
        {
            return false;
        }

        _v6IsNext = endPoint.AddressFamily != AddressFamily.InterNetworkV6;
        return true;
    }
}
