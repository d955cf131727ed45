using System.Buffers.Binary;
using Soquete.Wire.Link;

namespace Soquete.Tests.Raw;

/// <summary>
/// Frames of an EtherType for experiments, which no kernel answers: numbered, and of a length that is said.
/// </summary>
internal static class PacketTestFrame
{
    /// <summary>The address's option that receives these alone.</summary>
    public const string Only = ",protocol=0x88b5";

    private const int NumberOffset = EthernetView.HeaderLength;

    private static readonly byte[] Sender = [2, 0, 0, 0, 0, 1];

    public static byte[] Of(int number, int length = 60, string to = "ff:ff:ff:ff:ff:ff", ushort? tag = null)
    {
        var frame = new byte[length + (tag is null ? 0 : 4)];
        new Random(number).NextBytes(frame);
        var behind = frame.AsSpan(2 * MacAddress.Length);
        MacAddress.Parse(to).CopyTo(frame);
        Sender.CopyTo(frame.AsSpan(MacAddress.Length));
        if (tag is { } value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(behind, EtherType.Vlan);
            BinaryPrimitives.WriteUInt16BigEndian(behind[2..], value);
            behind = behind[4..];
        }

        BinaryPrimitives.WriteUInt16BigEndian(behind, EtherType.LocalExperimental1);
        BinaryPrimitives.WriteInt32BigEndian(behind[2..], number);
        return frame;
    }

    /// <summary>The number of one without a tag.</summary>
    public static int NumberOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32BigEndian(frame[NumberOffset..]);

    public static bool Is(ReadOnlySpan<byte> frame) => EthernetView.TryRead(frame, out var view)
        && view.EtherType == EtherType.LocalExperimental1;
}
