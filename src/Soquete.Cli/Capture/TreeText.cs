using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

internal static class TreeText
{
    public static void Write(PacketOutput output, in CapturedPacket packet)
    {
    }
}
