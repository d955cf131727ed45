using Soquete.Dissection;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

/// <summary>The file, the lines, or both.</summary>
internal sealed class SinkList : PacketSink
{
    private readonly CaptureFile? _file;
    private readonly PacketSink? _lines;

    /// <param name="request">What is asked for.</param>
    /// <param name="options">What lines tell.</param>
    /// <param name="from">Where the first packets come from.</param>
    /// <param name="interfaceName">The name of an interface by its number in the capture.</param>
    /// <exception cref="SoqueteException">The file cannot be made.</exception>
    public SinkList(
        CaptureRequest request, PacketTextOptions options, CaptureInterface from, Func<int, string?> interfaceName)
    {
        _file = request.Write is { } name ? CaptureFile.Create(name, from) : null;
        _lines = !request.IsPrinted ? null
            : request.AsJson ? new PacketObjects(request, options, interfaceName)
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
