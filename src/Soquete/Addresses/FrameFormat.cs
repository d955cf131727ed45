namespace Soquete.Addresses;

/// <summary>How the boundaries of messages are kept on a stream.</summary>
public enum FrameFormat
{
    /// <summary>
    /// <c>u16</c>: the length in two bytes, big-endian, then the message, as DNS over TCP has it (RFC 7766 §8). A
    /// message has 0 to 65,535 bytes.
    /// </summary>
    U16,

    /// <summary><c>u32</c>: the length in four bytes, big-endian, then the message.</summary>
    U32,

    /// <summary>
    /// <c>line</c>: a line feed ends the message and is no part of it; a carriage return before it is. A message that
    /// holds line feeds becomes as many messages at the other end.
    /// </summary>
    Line,
}
