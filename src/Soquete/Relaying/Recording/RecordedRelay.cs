using Soquete.Peers;

namespace Soquete.Relaying.Recording;

/// <summary>One relay in a recording. Safe for several threads.</summary>
internal sealed class RecordedRelay(RelayRecording recording, int number)
{
    /// <summary>Whether more may be received now; see <see cref="RecordingQueue"/>.</summary>
    public bool HasRoom => recording.Queue.HasRoom;

    public FlowPaths Paths => recording.Paths;

    public Task WaitForRoomAsync(CancellationToken cancellationToken) =>
        recording.Queue.WaitForRoomAsync(cancellationToken);

    /// <summary>Takes a packet over, in memory of the shared pool.</summary>
    public void Add(byte[] buffer, int length, long timestamp, string? comment) =>
        recording.Queue.Add(new RecordedPacket(number, timestamp, buffer, length, comment));

    /// <summary>Two streams are joined: the handshake.</summary>
    public StreamFlow BeginStream(IConnection first, IConnection second)
    {
        var flow = new StreamFlow(this, first, second);
        flow.Begin();
        return flow;
    }

    /// <summary>A peer has sent messages, and gets an end of its own.</summary>
    public MessageFlow BeginMessages() => new(this);

    /// <summary>Two ends of messages are joined.</summary>
    public MessageFlow BeginMessages(IConnection first, IConnection second)
    {
        var flow = new MessageFlow(this);
        flow.Open(first, second);
        return flow;
    }
}
