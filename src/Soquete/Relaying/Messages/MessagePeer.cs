using Soquete.Addresses;
using Soquete.Peers;

namespace Soquete.Relaying.Messages;

/// <summary>An end as a relay tells of it: who talks to whom, and how much has passed.</summary>
internal sealed class MessagePeer(Association association, PeerCredentials? credentials) : IConnection
{
    private long _messagesSent;
    private long _messagesReceived;
    private long _bytesSent;
    private long _bytesReceived;

    public Association Association => association;

    public PeerCredentials? PeerCredentials => credentials;

    public long MessagesSent => Volatile.Read(ref _messagesSent);

    public long MessagesReceived => Volatile.Read(ref _messagesReceived);

    public long BytesSent => Volatile.Read(ref _bytesSent);

    public long BytesReceived => Volatile.Read(ref _bytesReceived);

    public void NoteSent(long messages, long bytes)
    {
        Interlocked.Add(ref _messagesSent, messages);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    public void NoteReceived(long messages, long bytes)
    {
        Interlocked.Add(ref _messagesReceived, messages);
        Interlocked.Add(ref _bytesReceived, bytes);
    }
}
