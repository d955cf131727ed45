using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Ancillary;

/// <summary>What control data of the unix domain says. Descriptors in it are owned from here on.</summary>
/// <param name="Descriptors">Those that came; null without any, and where some did not arrive.</param>
/// <param name="Credentials">Who sent it, where the kernel knows.</param>
/// <param name="IsIncomplete">Whether control data was lost, which are descriptors: nothing else has no room.</param>
internal readonly record struct ReceivedControl(
    PassedDescriptors? Descriptors, MessageCredentials? Credentials, bool IsIncomplete = false)
{
    /// <summary>The user and the group that stand for none (kernel.overflowuid, kernel.overflowgid).</summary>
    private const uint OverflowId = 65534;

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
                // The kernel joins all of a message's in one (unix(7)).
                descriptors ??= new PassedDescriptors(MemoryMarshal.Cast<byte, int>(message.Data));
            }
            else if (message.Kind == ControlKind.Credentials && message.Data.Length >= 3 * sizeof(int))
            {
                credentials = ReadCredentials(MemoryMarshal.Cast<byte, uint>(message.Data));
            }
            else if (message.Kind == ControlKind.ProcessDescriptor && message.Data.Length >= sizeof(int))
            {
                // Of a socket that was made elsewhere, with SO_PASSPIDFD: a descriptor that nobody here asked for.
                new PassedDescriptors(MemoryMarshal.Cast<byte, int>(message.Data)).Dispose();
            }
        }

        var isIncomplete = (flags & MessageFlags.ControlTruncated) != 0;
        if (descriptors is not null && (isIncomplete || (flags & MessageFlags.Truncated) != 0))
        {
            descriptors.Dispose();
            descriptors = null;
            isIncomplete = true;
        }

        return new ReceivedControl(descriptors, credentials, isIncomplete);
    }

    /// <summary>What was sent before anybody asked for credentials has process 0 and nobody's user and group.</summary>
    private static MessageCredentials? ReadCredentials(ReadOnlySpan<uint> numbers) =>
        numbers is [0, OverflowId, OverflowId] ? null : new MessageCredentials((int)numbers[0], numbers[1], numbers[2]);
}
