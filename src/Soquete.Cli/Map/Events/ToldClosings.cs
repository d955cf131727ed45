using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Events;

/// <summary>
/// The sockets whose end was told a moment ago: both ends of a connection close, and the kernel tells of each, and then
/// the reading after it differs from the one before.
/// </summary>
internal sealed class ToldClosings
{
    /// <summary>
    /// For how many readings an end is remembered: the second one may close much later than the first.
    /// </summary>
    private const int Readings = 3;

    private readonly Dictionary<ulong, int> _cookies = [];
    private readonly Dictionary<(SocketFamilies, InternetName, InternetName), int> _expected = [];
    private int _reading;

    /// <summary>False where its end was told, or that of the other end of its connection.</summary>
    public bool TryAdd(InternetSocketEntry closed)
    {
        var isNew = _cookies.TryAdd(closed.Cookie, _reading) || closed.Cookie == 0;
        var (local, remote) = (closed.LocalName.Unmapped, closed.RemoteName.Unmapped);
        if (_expected.Remove((closed.Family, local, remote)))
        {
            return false;
        }

        if (isNew && closed.RemoteText.Length > 0)
        {
            _expected[(closed.Family, remote, local)] = _reading;
        }

        return isNew;
    }

    public bool TryAdd(MapEnd from, MapEnd? to)
    {
        var wasTold = Has(from) || (to is not null && Has(to));
        Add(from, to);
        return !wasTold;
    }

    public void Add(MapEnd from, MapEnd? to)
    {
        Add(from);
        if (to is not null)
        {
            Add(to);
        }
    }

    public bool Has(MapEnd end) => CookieOf(end) is > 0 and var cookie && _cookies.ContainsKey(cookie);

    /// <summary>There was a reading: what was told long ago will not be told again.</summary>
    public void Forget()
    {
        _reading++;
        foreach (var (cookie, _) in _cookies.Where(told => told.Value < _reading - Readings).ToList())
        {
            _cookies.Remove(cookie);
        }

        foreach (var (names, _) in _expected.Where(told => told.Value < _reading - Readings).ToList())
        {
            _expected.Remove(names);
        }
    }

    private void Add(MapEnd end)
    {
        // A listener, or a socket that many talk to, goes on when one of them is gone.
        if (!ConnectionIndex.Waits(end) && CookieOf(end) is > 0 and var cookie)
        {
            _cookies[cookie] = _reading;
        }
    }

    private static ulong CookieOf(MapEnd end) => end.Socket?.Cookie ?? 0;
}
