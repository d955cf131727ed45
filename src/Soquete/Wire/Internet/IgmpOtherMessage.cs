namespace Soquete.Wire.Internet;

/// <summary>An IGMP message that has no record of its own.</summary>
/// <param name="MessageType">Which message it is.</param>
/// <param name="Code">The second byte.</param>
/// <param name="Data">What follows the checksum.</param>
public sealed record IgmpOtherMessage(byte MessageType, byte Code, ValueList<byte> Data) : IgmpMessage
{
    private const int HeadLength = 4;

    /// <inheritdoc/>
    public override byte Type => MessageType;

    /// <inheritdoc/>
    public override int Length => HeadLength + Data.Count;

    private protected override void WriteRest(Span<byte> message)
    {
        message[1] = Code;
        Data.Span.CopyTo(message[HeadLength..]);
    }
}
