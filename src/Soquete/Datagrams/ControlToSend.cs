namespace Soquete.Datagrams;

/// <summary>What goes with a datagram beside its bytes: nothing, bytes, or the address that it answers from.</summary>
/// <param name="Bytes">Control messages; null for none.</param>
/// <param name="Answered">What was told of the datagram that it answers, for a socket bound to every address.</param>
internal readonly record struct ControlToSend(byte[]? Bytes, DatagramFacts Answered)
{
    public static implicit operator ControlToSend(byte[]? bytes) => new(bytes, default);
}
