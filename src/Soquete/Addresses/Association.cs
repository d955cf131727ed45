namespace Soquete.Addresses;

/// <summary>
/// Who talks to whom: the protocol, the local end and the remote end (the association of RFC 9293's sockets).
/// </summary>
/// <param name="Protocol"><c>tcp</c>, <c>unix</c>, <c>vsock</c>, or the scheme of an end that is no socket.</param>
/// <param name="Local">This process's end.</param>
/// <param name="Remote">The peer's end.</param>
public sealed record Association(string Protocol, SocketEnd Local, SocketEnd Remote)
{
    /// <summary>
    /// <c>tcp 127.0.0.1:5000 &lt;-&gt; 127.0.0.1:40312</c>: the protocol, the local end, the remote end.
    /// </summary>
    public override string ToString() => $"{Protocol} {Local} <-> {Remote}";
}
