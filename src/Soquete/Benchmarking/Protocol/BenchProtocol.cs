namespace Soquete.Benchmarking.Protocol;

/// <summary>The numbers of the protocol between client and server (docs/bench-protocol.md).</summary>
internal static class BenchProtocol
{
    public const ushort Version = 1;

    /// <summary>The longest frame, its length with it.</summary>
    public const int MaxFrameBytes = 256;

    /// <summary>The length of what follows, and the kind.</summary>
    public const int HeadBytes = 3;

    /// <summary>The longest text of a problem, in bytes.</summary>
    public const int MaxTextBytes = 200;

    /// <summary>
    /// How long a hello is made where the peer's name is not proved yet: no answer is longer, so that nobody can make
    /// the server send a third party more than he sent himself.
    /// </summary>
    public const int PaddedHelloBytes = MaxFrameBytes + DatagramHeader.Bytes;

    /// <summary>What every hello begins with after its head, so that an echo or a stranger is told apart.</summary>
    public static ReadOnlySpan<byte> Magic => "soquete bench\r\n\0"u8;
}
