using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Soquete.Relaying.Sessions;

/// <summary>The sessions of a relay, by source. Safe to use from several threads.</summary>
/// <remarks>
/// A session that is used notes the time, and nothing else. The queue by use has the time that was noted when it was
/// last looked at; one that comes up with a later time goes back into it. So neither the search for the one that was
/// silent longest nor the expiry goes through them all, and a datagram costs no timer.
/// </remarks>
/// <param name="most">How many there may be.</param>
/// <param name="idleTimeout">How long one may be silent.</param>
internal sealed class SessionTable(int most, TimeSpan idleTimeout)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionKey, Session> _sessions = [];
    private readonly PriorityQueue<Session, long> _byUse = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count;
            }
        }
    }

    public bool TryFind(in SessionKey key, [MaybeNullWhen(false)] out Session session)
    {
        lock (_lock)
        {
            return _sessions.TryGetValue(key, out session);
        }
    }

    /// <summary>Takes a session in.</summary>
    /// <returns>The one that made room for it; null where there was room.</returns>
    public Session? Add(Session session)
    {
        lock (_lock)
        {
            var evicted = _sessions.Count >= most ? TakeSilentLongest() : null;
            _sessions.Add(session.Key, session);
            _byUse.Enqueue(session, session.LastUsed);
            return evicted;
        }
    }

    /// <summary>Forgets a session that ended by itself.</summary>
    public void Remove(Session session)
    {
        lock (_lock)
        {
            if (Forget(session) && _byUse.Count > (2 * _sessions.Count) + most)
            {
                _byUse.Clear();
                _byUse.EnqueueRange(_sessions.Values.Select(left => (left, left.LastUsed)));
            }
        }
    }

    /// <summary>Takes out those that were silent too long.</summary>
    public List<Session> TakeExpired()
    {
        var expired = new List<Session>();
        var latest = Stopwatch.GetTimestamp() - (long)(idleTimeout.TotalSeconds * Stopwatch.Frequency);
        lock (_lock)
        {
            while (_byUse.TryPeek(out var session, out var used) && used <= latest)
            {
                _byUse.Dequeue();
                if (IsHere(session) && !WasUsedSince(session, used) && Forget(session))
                {
                    expired.Add(session);
                }
            }
        }

        return expired;
    }

    /// <summary>Takes out all.</summary>
    public IReadOnlyList<Session> TakeAll()
    {
        lock (_lock)
        {
            Session[] all = [.. _sessions.Values];
            _sessions.Clear();
            _byUse.Clear();
            return all;
        }
    }

    private Session? TakeSilentLongest()
    {
        while (_byUse.TryDequeue(out var session, out var used))
        {
            if (IsHere(session) && !WasUsedSince(session, used) && Forget(session))
            {
                return session;
            }
        }

        return null;
    }

    /// <summary>Puts a session back that was used since it was last looked at.</summary>
    private bool WasUsedSince(Session session, long used)
    {
        var latest = session.LastUsed;
        if (latest != used)
        {
            _byUse.Enqueue(session, latest);
        }

        return latest != used;
    }

    private bool IsHere(Session session) => _sessions.TryGetValue(session.Key, out var found) && found == session;

    private bool Forget(Session session) => IsHere(session) && _sessions.Remove(session.Key);
}
