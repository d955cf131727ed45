using Soquete.Ancillary;
using Soquete.Datagrams;
using Soquete.Peers;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Relaying.Recording;

/// <summary>Two joined ends of messages as a UDP conversation: a datagram for each message.</summary>
internal sealed class MessageFlow(RecordedRelay relay) : RecordedFlow(relay)
{
    /// <summary>
    /// How much may wait for the second end to open: as much as the relay itself lets wait, and drops beyond.
    /// </summary>
    private const int MostWaiting = Sessions.Outbox.MostMessages;

    private readonly Queue<Waiting> _waiting = new();
    private FlowPath? _path;
    private string? _ends;
    private long _bytesWaiting;
    private bool _isOver;

    /// <summary>Both ends are there. What came before has waited for it.</summary>
    public void Open(IConnection first, IConnection second)
    {
        lock (Sync)
        {
            if (_isOver)
            {
                return;
            }

            _ends = Describe(first, second);
            _path = Relay.Paths.Take(first.Association.Remote, second.Association.Remote, IpProtocol.Udp, out _);
            while (_waiting.TryDequeue(out var message))
            {
                Send(message.IsForward, message.Bytes, message.Comment, message.Timestamp);
            }
        }
    }

    public override void Pass(bool isForward, ReadOnlySpan<byte> bytes, PassedDescriptors? descriptors)
    {
        lock (Sync)
        {
            if (_isOver)
            {
                return;
            }

            var comment = Describe(descriptors);
            if (_path is null)
            {
                Wait(isForward, bytes, comment);
            }
            else
            {
                Send(isForward, bytes, comment, RecordedPacket.Now);
            }
        }
    }

    /// <summary>Every datagram of some slots.</summary>
    public void Pass(bool isForward, DatagramBatch batch, int firstSlot, int slots)
    {
        for (var slot = firstSlot; slot < firstSlot + slots; slot++)
        {
            if (batch.IsTruncated(slot))
            {
                continue;
            }

            var bytes = batch.BytesOf(slot);
            for (var segment = 0; segment < batch[slot].Segments; segment++)
            {
                var length = Math.Min(batch[slot].SegmentBytes, bytes.Length);
                Pass(isForward, bytes[..length], batch[slot].Control.Descriptors);
                bytes = bytes[length..];
            }
        }
    }

    /// <summary>UDP has no word for it.</summary>
    public override void End(bool isForward)
    {
    }

    public override void Dispose()
    {
        lock (Sync)
        {
            if (!_isOver && _path is { } path)
            {
                Relay.Paths.Return(path);
            }

            _isOver = true;
            _waiting.Clear();
        }
    }

    private void Wait(bool isForward, ReadOnlySpan<byte> bytes, string? comment)
    {
        if (_waiting.Count < MostWaiting
            && (_waiting.Count == 0 || _bytesWaiting + bytes.Length <= Sessions.Outbox.MostBytes))
        {
            _bytesWaiting += bytes.Length;
            _waiting.Enqueue(new Waiting(isForward, bytes.ToArray(), comment, RecordedPacket.Now));
        }
    }

    /// <summary>A message that no datagram holds becomes several, each of which says which part it is.</summary>
    private void Send(bool isForward, ReadOnlySpan<byte> bytes, string? comment, long timestamp)
    {
        var most = _path!.MostPayload(UdpHeader.Length);
        var parts = Math.Max(1, (bytes.Length + most - 1) / most);
        for (var part = 1; part <= parts; part++)
        {
            var piece = bytes[..Math.Min(most, bytes.Length)];
            bytes = bytes[piece.Length..];
            var words = parts == 1 ? null : $"part {part} of {parts} of a message";
            SendDatagram(isForward, piece, Join(Join(_ends, comment), words), timestamp);
            (_ends, comment) = (null, null);
        }
    }

    private void SendDatagram(bool isForward, ReadOnlySpan<byte> payload, string? comment, long timestamp)
    {
        var (from, to) = (_path!.From(isForward), _path.From(!isForward));
        var header = new UdpHeader { SourcePort = (ushort)from.Port, DestinationPort = (ushort)to.Port };
        var buffer = Rent(_path.HeaderLength + UdpHeader.Length + payload.Length);
        var length = _path.WriteHeader(buffer, isForward, UdpHeader.Length + payload.Length);
        length += header.Write(buffer.AsSpan(length), payload, from.Address, to.Address);
        payload.CopyTo(buffer.AsSpan(length));
        Relay.Add(buffer, length + payload.Length, timestamp, comment);
    }

    private static string? Join(string? first, string? second) =>
        first is null ? second : second is null ? first : $"{first}; {second}";

    private readonly record struct Waiting(bool IsForward, byte[] Bytes, string? Comment, long Timestamp);
}
