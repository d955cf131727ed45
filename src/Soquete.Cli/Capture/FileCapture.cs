using Microsoft.Win32.SafeHandles;
using Soquete.Cli.Serving;
using Soquete.Cli.Verbs;
using Soquete.Filters;
using Soquete.Streams;
using Soquete.Wire;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

/// <summary>Takes packets from a file, or from standard input.</summary>
internal sealed class FileCapture : IDisposable
{
    private readonly CaptureRequest _request;
    private readonly string _name;
    private readonly PacketFilter _filter;
    private readonly Dictionary<LinkType, BpfProgram> _programs = [];
    private readonly CaptureReader _reader;
    private readonly CaptureNotes _notes;
    private readonly bool _isWatched;
    private SinkList? _sinks;
    private int _interfaces = 1;
    private long _captured;

    private FileCapture(CaptureRequest request, PacketFilter filter, Stream stream)
    {
        (_request, _filter) = (request, filter);
        _name = request.Read == CaptureRequest.StandardStream ? "standard input" : Printable.Shorten(request.Read!);
        _isWatched = !stream.CanSeek;
        _notes = new CaptureNotes(request);
        _reader = new CaptureReader(stream);
    }

    public static async Task RunAsync(Invocation invocation, CaptureRequest request)
    {
        var stopping = invocation.Interruption.Stopping;
        var filter = await request.Filter.ResolveAsync(stopping);
        var stream = Open(request.Read!);
        var reading = Task.Run(() => Run(invocation, request, filter, stream));
        // A pipe may never give another byte; what it gave is flushed. In a file the end is seen between packets.
        await (stream.CanSeek ? reading : reading.WaitAsync(stopping));
    }

    public void Dispose()
    {
        _sinks?.Dispose();
        _reader.Dispose();
    }

    private static void Run(Invocation invocation, CaptureRequest request, PacketFilter filter, Stream stream)
    {
        try
        {
            using var capture = new FileCapture(request, filter, stream);
            try
            {
                capture.TakeAll(invocation.Interruption.Stopping);
            }
            finally
            {
                capture.Finish();
            }
        }
        catch (CaptureFormatException damage)
        {
            throw new CommandFailedException($"{Printable.Shorten(request.Read!)}: {damage.Message}");
        }
    }

    private static FileStream Open(string name)
    {
        if (name == CaptureRequest.StandardStream)
        {
            return new FileStream(
                new SafeFileHandle(StandardDescriptor.Input, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        }

        try
        {
            return new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(name, failure);
        }
    }

    private static CommandFailedException Unreadable(string name, Exception failure)
    {
        var why = failure switch
        {
            FileNotFoundException or DirectoryNotFoundException => "there is no such file",
            UnauthorizedAccessException => "it cannot be read: permission denied, or it is a folder",
            _ => "it cannot be read",
        };
        return new CommandFailedException($"{Printable.Shorten(name)}: {why}");
    }

    private void TakeAll(CancellationToken stopping)
    {
        while (!(_captured >= _request.Count) && !stopping.IsCancellationRequested && _reader.TryRead(out var packet))
        {
            _sinks ??= NewSinks();
            DescribeFurther();
            if (ProgramFor(packet.LinkType).Matches(packet.Data, packet.OriginalLength))
            {
                _captured++;
                _sinks.Take(Cut(packet));
            }

            if (_isWatched)
            {
                _sinks.Flush();
            }
        }
    }

    private CapturedPacket Cut(in CapturedPacket packet) => packet.Data.Length <= _request.SnapLength
        ? packet
        : packet with { Data = packet.Data[.._request.SnapLength] };

    private void DescribeFurther()
    {
        for (; _interfaces < _reader.Interfaces.Count; _interfaces++)
        {
            _sinks!.File?.AddInterface(_reader.Interfaces[_interfaces]);
        }
    }

    private BpfProgram ProgramFor(LinkType linkType)
    {
        if (!_programs.TryGetValue(linkType, out var program))
        {
            program = _request.Filter.Expression.Length == 0
                ? BpfProgram.AcceptAll
                : _request.ProgramFor(_filter, linkType);
            _programs[linkType] = program;
        }

        return program;
    }

    private SinkList NewSinks() =>
        new(_request, _notes.Options, _reader.Interfaces[0], id => _reader.Interfaces[id].Name);

    private void Finish()
    {
        if (_sinks is null && _request.Write is not null && _reader.Interfaces.Count > 0)
        {
            _sinks = NewSinks();
        }

        _sinks?.Flush();
    }
}
