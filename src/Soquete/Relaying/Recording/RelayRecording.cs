using System.Globalization;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Wire;
using Soquete.Wire.Captures;

namespace Soquete.Relaying.Recording;

/// <summary>
/// Records what passes relays as a pcapng file, which Wireshark and tcpdump open: a TCP conversation for each pair of
/// streams, a UDP conversation for each pair of ends of messages. Safe for several threads, and for several relays.
/// </summary>
/// <remarks>
/// <para>
/// The packets are made up; what they carry is not. Addresses and ports are those of the peers at both ends where these
/// are of the internet, and made up where they are not: 127.1.0.0/16 and 127.2.0.0/16, or fd53:6f71:7565::/48, for the
/// first and the second end. The first packet of a conversation has a comment that names both ends as they are. The
/// packets begin with an IP header (<see cref="LinkType.Raw"/>), since no link is there to have addresses of.
/// </para>
/// <para>
/// Bytes are recorded as they come from an end, before they go on to the other. So an answer never stands before its
/// question, and what an impairment then loses or repeats is seen as it came. Each receive makes segments of up to
/// 65,535 bytes with their headers, and so does a message that is longer than a datagram.
/// </para>
/// <para>
/// A disk that is slower than what passes slows the relay. One that is full ends the recording
/// (<see cref="Failure"/>), and the relay goes on.
/// </para>
/// </remarks>
public sealed class RelayRecording : IAsyncDisposable
{
    private readonly RecordingQueue _queue = new();
    private readonly CaptureWriter _writer;
    private readonly Lock _lock = new();
    private readonly Task _writing;
    private CaptureWriteException? _failure;

    /// <summary>A recording at the beginning of a file.</summary>
    /// <param name="stream">
    /// Where to, closed when this is disposed; it needs no buffer. <see cref="OutputStream.CreatePrivate"/> makes a
    /// file that only this user reads.
    /// </param>
    /// <param name="section">Who writes it.</param>
    public RelayRecording(Stream stream, CaptureSection? section = null)
    {
        _writer = new CaptureWriter(stream, section);
        _writing = WriteAllAsync();
    }

    /// <summary>Called once, on any thread, when the file could not be written on. The relay goes on without.</summary>
    public Action<CaptureWriteException>? OnFailed { get; init; }

    /// <summary>Why the recording ended before its time; null as long as it goes on, and where it ended well.</summary>
    public CaptureWriteException? Failure => Volatile.Read(ref _failure);

    /// <summary>How many packets are in the file.</summary>
    public long PacketCount => Failure?.PacketCount ?? _writer.FlushedPacketCount;

    internal RecordingQueue Queue => _queue;

    internal FlowPaths Paths { get; } = new();

    /// <summary>Writes what waits, and closes the file. What comes later is not recorded.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.End();
        await _writing.ConfigureAwait(false);
    }

    /// <summary>Describes a relay: its packets are told from those of others by their interface.</summary>
    internal RecordedRelay Begin(Address from, Address to)
    {
        var number = 0;
        Write(recording =>
        {
            number = recording._writer.AddInterface(Describe(from, to));
            recording._writer.Flush();
        });
        return new RecordedRelay(this, number);
    }

    private static CaptureInterface Describe(Address from, Address to) => new()
    {
        LinkType = LinkType.Raw,
        Name = "relay",
        Description = string.Create(CultureInfo.InvariantCulture, $"{from} to {to}"),
    };

    /// <summary>
    /// Writes until there is no more. Calls on the disk block one thread of the pool at most. What has come is in the
    /// file before the next wait, so that it can be read while the relay runs.
    /// </summary>
    private async Task WriteAllAsync()
    {
        try
        {
            while (await _queue.WaitAsync().ConfigureAwait(false))
            {
                Write(static recording => recording.WriteWaiting());
                Write(static recording => recording._writer.Flush());
            }

            Write(static recording => recording._writer.Dispose());
        }
        finally
        {
            // Whatever happens, no relay waits for a file that nobody writes.
            _queue.End();
        }
    }

    private void Write(Action<RelayRecording> step)
    {
        try
        {
            lock (_lock)
            {
                step(this);
            }
        }
        catch (CaptureWriteException failure) when (_failure is null)
        {
            Volatile.Write(ref _failure, failure);
            _queue.End();
            OnFailed?.Invoke(failure);
        }
        catch (CaptureWriteException)
        {
            // It was told before.
        }
    }

    private void WriteWaiting()
    {
        while (_queue.TryTake(out var packet))
        {
            try
            {
                if (_failure is null)
                {
                    _writer.Write(new CapturedPacket
                    {
                        InterfaceId = packet.Interface,
                        Timestamp = packet.Timestamp,
                        OriginalLength = packet.Length,
                        Data = packet.Bytes,
                        Comment = packet.Comment,
                    });
                }
            }
            finally
            {
                _queue.GiveBack(packet);
            }
        }
    }
}
