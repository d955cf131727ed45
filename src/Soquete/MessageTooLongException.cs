namespace Soquete;

/// <summary>A message or a datagram is too long for its socket, or for the path to its peer (EMSGSIZE).</summary>
public sealed class MessageTooLongException : SoqueteException
{
    internal MessageTooLongException(string address, string call, int? pathMtu, string? remedy = null)
        : base(
            FailureKind.Other, address,
            pathMtu is { } mtu ? $"the datagram is too long: the path's MTU is {mtu} bytes" : "the message is too long",
            call, "EMSGSIZE", remedy) => PathMtu = pathMtu;

    /// <summary>
    /// The longest packet that fits the path, in bytes with the headers of IP and UDP; null where the socket is the
    /// limit (65,507 bytes over UDP; <c>send-buffer</c> in the unix domain).
    /// </summary>
    public int? PathMtu { get; }
}
