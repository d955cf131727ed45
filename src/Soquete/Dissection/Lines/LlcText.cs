namespace Soquete.Dissection.Lines;

/// <summary>IEEE 802.2 behind a frame's length: spanning trees and other protocols of bridges.</summary>
internal static class LlcText
{
    private const int LeastLength = 3;
    private const byte SpanningTree = 0x42;
    private const byte UnnumberedInformation = 3;

    public static void Write(LineContext context, ReadOnlySpan<byte> bytes, int length)
    {
        var line = context.Line;
        if (bytes.Length < LeastLength)
        {
            line.AddCut("llc");
        }
        else if (bytes[0] == SpanningTree && bytes[1] == SpanningTree && bytes[2] == UnnumberedInformation)
        {
            line.Add("STP 802.1d, length ").Add(length);
        }
        else
        {
            line.Add("LLC, dsap 0x").AddHex(bytes[0], 2).Add(", ssap 0x").AddHex(bytes[1], 2)
                .Add(", ctrl 0x").AddHex(bytes[2], 2).Add(", length ").Add(length);
        }
    }
}
