using Soquete.Cli.Serving;
using Soquete.Streams;
using Soquete.Wire;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

/// <summary>The file that --write names: pcapng, or pcap where its name says so.</summary>
internal sealed class CaptureFile : PacketSink
{
    private readonly string _name;
    private readonly CaptureWriter? _pcapng;
    private readonly PcapWriter? _pcap;
    private readonly LinkType _linkType;

    private CaptureFile(string name, Stream stream, CaptureInterface from)
    {
        (_name, _linkType) = (name, from.LinkType);
        if (name.EndsWith(".pcap", StringComparison.OrdinalIgnoreCase))
        {
            _pcap = new PcapWriter(stream, from.LinkType, from.SnapLength);
        }
        else
        {
            _pcapng = new CaptureWriter(stream, new CaptureSection
            {
                OperatingSystem = Environment.OSVersion.VersionString,
                Application = $"{CommandName.Value} {BuildFacts.Version}",
            });
            _pcapng.AddInterface(from);
        }
    }

    /// <exception cref="SoqueteException">The file cannot be made.</exception>
    public static CaptureFile Create(string name, CaptureInterface from)
    {
        var stream = name == CaptureRequest.StandardStream
            ? OutputStream.Of(StandardDescriptor.Output)
            : OutputStream.CreatePrivate(name);
        try
        {
            return new CaptureFile(name, stream, from);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Describes a further interface of a file that is copied.</summary>
    /// <exception cref="CommandFailedException">The file has no place for it.</exception>
    public void AddInterface(CaptureInterface from)
    {
        if (_pcapng is not null)
        {
            Guarded(() => _pcapng.AddInterface(from));
        }
        else if (from.LinkType != _linkType)
        {
            throw new CommandFailedException(
                $"{_name}: a pcap file has one link type, and here is a second one: write pcapng");
        }
    }

    public override void Take(in CapturedPacket packet)
    {
        try
        {
            if (_pcapng is not null)
            {
                _pcapng.Write(packet);
            }
            else
            {
                _pcap!.Write(packet);
            }
        }
        catch (CaptureWriteException failure)
        {
            throw Of(failure);
        }
    }

    public override void Flush() => Guarded(() =>
    {
        _pcapng?.Flush();
        _pcap?.Flush();
    });

    public override void Complete(in CaptureStatistics statistics)
    {
        try
        {
            _pcapng?.WriteStatistics(0, statistics.End ?? 0, statistics);
        }
        catch (CaptureWriteException failure)
        {
            throw Of(failure);
        }
    }

    public override void Dispose() => Guarded(() =>
    {
        _pcapng?.Dispose();
        _pcap?.Dispose();
    });

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (CaptureWriteException failure)
        {
            throw Of(failure);
        }
    }

    /// <summary>Says how much is safe; silence where whoever read standard output has gone.</summary>
    private Exception Of(CaptureWriteException failure)
    {
        var cause = failure.InnerException as SoqueteException;
        if (_name == CaptureRequest.StandardStream && cause?.ErrorName == "EPIPE")
        {
            return new Terminal.OutputException(cause.Message, cause.ErrorName);
        }

        var safe = failure.PacketCount == 1 ? "1 packet is" : $"{failure.PacketCount} packets are";
        var why = cause?.Message ?? failure.InnerException?.Message ?? failure.Message;
        return new CommandFailedException($"{why}; {safe} safe in the file");
    }
}
