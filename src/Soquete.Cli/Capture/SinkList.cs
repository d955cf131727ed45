using Soquete.Dissection;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

/// <summary>The file, the lines, or both.</summary>
internal sealed class SinkList : PacketSink
{
    private readonly CaptureFile? _file;
    private readonly PacketSink? _lines;

    public SinkList(CaptureRequest request, PacketTextOptions options, CaptureInterface from)
    {
        _file = request.Write is { } name ? CaptureFile.Create(name, from) : null;
        _lines = !request.IsPrinted ? null
            : request.AsJson ? new PacketObjects(request, options)
            : new PacketLines(request, options);
    }

    /// <summary>The file that is written, where one is.</summary>
    public CaptureFile? File => _file;

    public override void Take(in CapturedPacket packet)
    {
        _file?.Take(packet);
        _lines?.Take(packet);
    }

    public override void Flush()
    {
        _file?.Flush();
        _lines?.Flush();
    }

    public override void Complete(in CaptureStatistics statistics) => _file?.Complete(statistics);

    public override void Dispose()
    {
        _lines?.Dispose();
        _file?.Dispose();
    }
}
