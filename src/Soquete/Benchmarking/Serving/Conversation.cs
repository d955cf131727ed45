using Soquete.Addresses;
using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Serving;

/// <summary>What one client asks on its control connection, and the answers.</summary>
internal sealed class Conversation(SessionTable table, Association association)
{
    private readonly ulong _token = SessionTable.NewToken();
    private bool _isWelcome;

    /// <summary>What it measures, once it has said so.</summary>
    public ServerSession? Session { get; private set; }

    /// <summary>Whether the last answer was the last.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether the client said that it was done.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Reads the nonce of a hello.</summary>
    /// <returns>False where the problem is in the room instead.</returns>
    public static bool TryGreet(scoped ref FrameReader frame, Span<byte> room, out ulong nonce, out int problemBytes)
    {
        problemBytes = 0;
        var isHello = frame.Kind == MessageKind.Hello & frame.Has(BenchProtocol.Magic);
        var version = frame.UInt16();
        nonce = frame.UInt64();
        // Later versions may say more in a hello.
        if (isHello && version >= BenchProtocol.Version)
        {
            return true;
        }

        problemBytes = FrameWriter.WriteProblem(
            room, FailureKind.Usage, $"this is a server of soquete bench, version {BenchProtocol.Version}");
        return false;
    }

    public static int WriteWelcome(Span<byte> room, ulong token)
    {
        var welcome = new FrameWriter(room, MessageKind.Welcome);
        welcome.UInt16(BenchProtocol.Version);
        welcome.UInt64(token);
        return welcome.End();
    }

    /// <summary>Answers one frame.</summary>
    /// <returns>The length of the answer.</returns>
    public int Answer(ReadOnlySpan<byte> received, Span<byte> room)
    {
        var frame = new FrameReader(received);
        if (!_isWelcome)
        {
            _isWelcome = TryGreet(ref frame, room, out _, out var problemBytes);
            IsOver = !_isWelcome;
            return _isWelcome ? WriteWelcome(room, _token) : problemBytes;
        }

        if (frame is { Kind: MessageKind.Bye, IsWhole: true })
        {
            (IsOver, IsDone) = (true, true);
            return FrameWriter.Write(room, MessageKind.Done);
        }

        var length = Session is { } session ? session.Answer(ref frame, room) : Begin(ref frame, room);
        IsOver = new FrameReader(room[..length]).Kind == MessageKind.Problem;
        return length;
    }

    private int Begin(scoped ref FrameReader frame, Span<byte> room)
    {
        if (frame.Kind != MessageKind.Plan || !Plan.TryRead(ref frame, out var plan))
        {
            return FrameWriter.WriteProblem(room, FailureKind.Usage, "this is no plan that can be measured");
        }

        Session = table.TryAdd(_token, plan, association, room, out var problemBytes);
        return Session is null ? problemBytes : FrameWriter.Write(room, MessageKind.Done);
    }
}
