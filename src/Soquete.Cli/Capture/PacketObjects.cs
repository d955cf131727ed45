using Soquete.Dissection;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

/// <summary>Prints packets as JSON, one object a line.</summary>
internal sealed class PacketObjects(CaptureRequest request, PacketTextOptions options) : PacketSink
{
    private readonly PacketOutput _output = new();
    private readonly PacketText _text = new(options);

    public override void Take(in CapturedPacket packet)
    {
        _output.WriteLine(_text.Describe(packet));
        _ = request;
    }

    public override void Flush() => _output.Flush();

    public override void Dispose()
    {
    }
}
