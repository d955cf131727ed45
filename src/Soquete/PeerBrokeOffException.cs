namespace Soquete;

/// <summary>The peer ended a connection before everything had passed: it reset it, or it stopped reading.</summary>
public sealed class PeerBrokeOffException : SoqueteException
{
    internal PeerBrokeOffException(
        string address, string problem, string call, string errorName, long bytesSent, long bytesReceived)
        : base(
            FailureKind.PeerBrokeOff, address,
            $"{problem} after {bytesSent} bytes sent and {bytesReceived} received", call, errorName)
    {
        BytesSent = bytesSent;
        BytesReceived = bytesReceived;
    }

    /// <summary>How many bytes the kernel had taken for the peer; the last of them may not have reached it.</summary>
    public long BytesSent { get; }

    /// <summary>How many bytes had been received from the peer.</summary>
    public long BytesReceived { get; }
}
