using Soquete.Ancillary;

namespace Soquete.Relaying.Messages;

/// <summary>A message that an end received, or its end. The bytes are good until the next one is received.</summary>
/// <param name="Bytes">Its bytes; an empty message has none.</param>
/// <param name="Descriptors">The descriptors that came with it, which are the receiver's from now on.</param>
/// <param name="IsEnd">There are no more messages, and this is none.</param>
internal readonly record struct IncomingMessage(
    ReadOnlyMemory<byte> Bytes, PassedDescriptors? Descriptors = null, bool IsEnd = false)
{
    public static IncomingMessage End { get; } = new(default, null, IsEnd: true);
}
