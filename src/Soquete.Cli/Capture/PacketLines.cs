using Soquete.Dissection;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

/// <summary>Prints packets: a line each, and below it the tree and the bytes where they are asked for.</summary>
internal sealed class PacketLines(CaptureRequest request, PacketTextOptions options) : PacketSink
{
    private readonly PacketOutput _output = new();
    private readonly PacketText _text = new(options);
    private readonly HexDump _dump = new();

    public override void Take(in CapturedPacket packet)
    {
        _output.WriteLine(_text.Describe(packet));
        if (request.WithTree)
        {
            TreeText.Write(_output, packet, request.WithHex);
        }

        if (request.WithHex)
        {
            _dump.Write(_output, packet.Data);
        }
    }

    public override void Flush() => _output.Flush();

    public override void Dispose()
    {
    }
}
