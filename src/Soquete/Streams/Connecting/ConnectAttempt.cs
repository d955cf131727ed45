using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Streams.Connecting;

/// <summary>How one attempt ended: with a transport, or with the reason why not.</summary>
internal sealed record ConnectAttempt(StreamTransport? Transport, SocketName Remote, SoqueteException? Failure)
{
    public static ConnectAttempt Succeeded(StreamTransport transport, in SocketName remote) =>
        new(transport, remote, null);

    public static ConnectAttempt Failed(SoqueteException failure) => new(null, default, failure);
}
