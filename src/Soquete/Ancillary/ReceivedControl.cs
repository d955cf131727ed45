using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Ancillary;

/// <summary>What control data of the unix domain says. Descriptors in it are owned from here on.</summary>
internal readonly record struct ReceivedControl(PassedDescriptors? Descriptors, MessageCredentials? Credentials)
{
    /// <summary>The room that credentials and the most descriptors take.</summary>
    public static readonly int Room = ControlMessage.Space(3 * sizeof(int))
        + ControlMessage.Space(AncillaryData.MaxDescriptors * sizeof(int));

    /// <summary>
    /// Reads it. The descriptors of a message of which a part is missing are closed: nobody should act on half of one.
    /// </summary>
    public static ReceivedControl Read(ReadOnlySpan<byte> control, MessageFlags flags)
    {
        PassedDescriptors? descriptors = null;
        MessageCredentials? credentials = null;
        while (ControlMessage.TryRead(ref control, out var message))
        {
            if (message.Kind == ControlKind.Rights)
            {
                var numbers = MemoryMarshal.Cast<byte, int>(message.Data);
                descriptors ??= new PassedDescriptors(numbers);
            }
            else if (message.Kind == ControlKind.Credentials && message.Data.Length >= 3 * sizeof(int))
            {
                var numbers = MemoryMarshal.Cast<byte, uint>(message.Data);
                credentials = new MessageCredentials((int)numbers[0], numbers[1], numbers[2]);
            }
        }

        if (descriptors is not null && (flags & (MessageFlags.Truncated | MessageFlags.ControlTruncated)) != 0)
        {
            descriptors.Dispose();
            descriptors = null;
        }

        return new ReceivedControl(descriptors, credentials);
    }
}
