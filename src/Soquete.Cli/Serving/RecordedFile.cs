using Soquete.Cli.Events;
using Soquete.Relaying.Recording;
using Soquete.Streams;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Serving;

/// <summary>The file in which a relay records what passes.</summary>
internal sealed class RecordedFile : IAsyncDisposable
{
    /// <summary>The name that is no file's.</summary>
    public const string StandardOutput = "-";

    private readonly EventWriter _events;
    private readonly OutputStream _stream;

    private RecordedFile(OutputStream stream, EventWriter events)
    {
        (_stream, _events) = (stream, events);
        Recording = new RelayRecording(stream, new CaptureSection
        {
            OperatingSystem = Environment.OSVersion.VersionString,
            Application = $"{CommandName.Value} {BuildFacts.Version}",
        })
        {
            OnFailed = TellFailed,
        };
    }

    public RelayRecording Recording { get; }

    /// <summary>Whether it ended before its time, which the relay's status says in the end.</summary>
    public bool HasFailed => Recording.Failure is { } failure && !IsReaderGone(failure);

    /// <exception cref="SoqueteException">The file cannot be made.</exception>
    public static RecordedFile Create(string name, EventWriter events) => new(
        name == StandardOutput ? OutputStream.Of(StandardDescriptor.Output) : OutputStream.CreatePrivate(name), events);

    /// <summary>Ends the recording, and tells how much there is of it.</summary>
    public async Task CompleteAsync()
    {
        await Recording.DisposeAsync();
        if (Recording.Failure is null)
        {
            var count = Recording.PacketCount;
            _events.Report(new CommandEvent(
                "recorded", $"recorded {(count == 1 ? "1 packet" : $"{count} packets")} in {_stream.Name}")
            {
                Fields = [("file", _stream.Name), ("packets", count)],
            });
        }
    }

    public ValueTask DisposeAsync() => Recording.DisposeAsync();

    /// <summary>Told at once, and to everyone: what passes from now on is not recorded.</summary>
    private void TellFailed(CaptureWriteException failure)
    {
        if (!IsReaderGone(failure))
        {
            _events.Report(new CommandEvent("unrecorded", $"recording ended: {failure.Message}")
            {
                Importance = Importance.Asked,
                Fields =
                [
                    ("file", _stream.Name), ("packets", failure.PacketCount), ("failure", failure.Message),
                    ("errno", (failure.InnerException as SoqueteException)?.ErrorName),
                ],
            });
        }
    }

    /// <summary>Whoever reads along in a pipe may leave; that is quiet, as everywhere.</summary>
    private static bool IsReaderGone(CaptureWriteException failure) =>
        failure.InnerException is SoqueteException { ErrorName: "EPIPE" };
}
