using Soquete.Dissection;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

/// <summary>The fields of a packet, a line each; where the bytes are printed too, with the place in them.</summary>
internal static class TreeText
{
    private const string Indent = "  ";

    public static void Write(PacketOutput output, in CapturedPacket packet, bool withPlaces)
    {
        foreach (var field in PacketTree.Read(packet))
        {
            for (var i = 0; i <= field.Depth; i++)
            {
                output.Write(Indent);
            }

            output.Write(field.Name);
            output.Write(": ");
            output.Write(field.Value);
            output.WriteLine(withPlaces && field.Length > 0 ? $"  [0x{field.Offset:x4}+{field.Length}]" : "");
        }
    }
}
