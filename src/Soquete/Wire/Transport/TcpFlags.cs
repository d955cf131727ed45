namespace Soquete.Wire.Transport;

/// <summary>The control bits of a TCP header (RFC 9293 section 3.1, IANA's registry of TCP header flags).</summary>
[Flags]
public enum TcpFlags : ushort
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The sender has no more bytes.</summary>
    Fin = 0x001,

    /// <summary>A connection is made: the sequence number is the one before the first byte's.</summary>
    Syn = 0x002,

    /// <summary>The connection is broken off.</summary>
    Rst = 0x004,

    /// <summary>The receiver should give the bytes on.</summary>
    Psh = 0x008,

    /// <summary>The acknowledgment number counts.</summary>
    Ack = 0x010,

    /// <summary>The urgent pointer counts.</summary>
    Urg = 0x020,

    /// <summary>ECN echo (RFC 3168).</summary>
    Ece = 0x040,

    /// <summary>Congestion window reduced (RFC 3168).</summary>
    Cwr = 0x080,

    /// <summary>Accurate ECN (RFC 9768); once the nonce sum.</summary>
    Ae = 0x100,
}
