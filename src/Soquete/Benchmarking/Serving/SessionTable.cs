using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Soquete.Addresses;
using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Serving;

/// <summary>The clients of a server, by token, and how many there may be.</summary>
internal sealed class SessionTable(BenchmarkServerOptions options)
{
    private readonly ConcurrentDictionary<ulong, ServerSession> _sessions = new();
    private readonly Lock _counting = new();
    private int _connections;

    public BenchmarkServerOptions Options => options;

    /// <summary>How many data connections all clients have asked for.</summary>
    public int Connections
    {
        get
        {
            lock (_counting)
            {
                return _connections;
            }
        }
    }

    public Action<BenchmarkClient>? OnBegun { get; set; }

    public Action<BenchmarkClient>? OnEnded { get; set; }

    public IEnumerable<ServerSession> All => _sessions.Values;

    /// <summary>64 bits that nobody guesses.</summary>
    public static ulong NewToken()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    public bool TryFind(ulong token, [NotNullWhen(true)] out ServerSession? session) =>
        _sessions.TryGetValue(token, out session);

    /// <summary>Lets a client begin, or says why not.</summary>
    /// <returns>Null where it may not; the problem is in the room then.</returns>
    public ServerSession? TryAdd(
        ulong token, in Plan plan, Association association, Span<byte> room, out int problemBytes,
        Func<DatagramCounts>? datagrams = null)
    {
        problemBytes = 0;
        if (plan.Duration > options.MaxDuration)
        {
            var longest = DurationText.Format(options.MaxDuration);
            problemBytes = FrameWriter.WriteProblem(
                room, FailureKind.Usage, $"a measurement takes at most {longest} at this server");
            return null;
        }

        lock (_counting)
        {
            if (_sessions.Count >= options.MaxClients || plan.Connections > options.MaxConnections - _connections)
            {
                problemBytes = FrameWriter.WriteProblem(room, FailureKind.Refused, "the server is busy with others");
                return null;
            }

            var session = new ServerSession(token, plan, association)
            {
                Datagrams = datagrams, OnStarted = started => OnBegun?.Invoke(started.Describe()),
            };
            if (!_sessions.TryAdd(token, session))
            {
                problemBytes = FrameWriter.WriteProblem(room, FailureKind.Usage, "this client measures already");
                return null;
            }

            _connections += plan.Connections;
            return session;
        }
    }

    /// <summary>Ends a client's measurement. More than once is once.</summary>
    public void Remove(ServerSession session, Exception? failure)
    {
        if (!session.End())
        {
            return;
        }

        lock (_counting)
        {
            _sessions.TryRemove(session.Token, out _);
            _connections -= session.Plan.Connections;
        }

        if (session.HasBegun)
        {
            OnEnded?.Invoke(session.Describe(failure));
        }
    }
}
