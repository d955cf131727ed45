using Soquete.Ancillary;
using Soquete.Peers;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Relaying.Recording;

/// <summary>Two joined streams as a TCP conversation: the handshake, the bytes, and how each direction ended.</summary>
/// <remarks>
/// What an end has sent is acknowledged by what comes back, and by a segment of its own where much came or it was the
/// last, as a receiver does that delays its acknowledgments (RFC 9293 section 3.8.6.3).
/// </remarks>
internal sealed class StreamFlow : RecordedFlow
{
    /// <summary>With so many bytes in flight, they are acknowledged. The windows below are larger.</summary>
    private const uint MostInFlight = 128 * 1024;

    private const byte WindowScale = 8;

    /// <summary>Conversations that follow one another between the same ports begin with numbers far apart.</summary>
    private const uint NumberStep = 0x9E37_79B1;

    private readonly FlowPath _path;
    private readonly string _ends;
    private readonly int _mostPayload;
    private readonly Side _first;
    private readonly Side _second;
    private bool _isOver;

    public StreamFlow(RecordedRelay relay, IConnection first, IConnection second)
        : base(relay)
    {
        _ends = Describe(first, second);
        _path = relay.Paths.Take(first.Association.Remote, second.Association.Remote, IpProtocol.Tcp, out var number);
        _mostPayload = _path.MostPayload(TcpView.MinHeaderLength);
        _first = new Side { Next = number * NumberStep };
        _second = new Side { Next = ~_first.Next };
    }

    /// <summary>SYN, SYN with ACK, ACK.</summary>
    public void Begin()
    {
        lock (Sync)
        {
            var options = new TcpOptionWriter().MaximumSegmentSize((ushort)_mostPayload).NoOperation()
                .WindowScale(WindowScale).ToList();
            Send(isForward: true, TcpFlags.Syn, [], _ends, options);
            Send(isForward: false, TcpFlags.Syn | TcpFlags.Ack, [], options: options);
            Send(isForward: true, TcpFlags.Ack, []);
        }
    }

    public override void Pass(bool isForward, ReadOnlySpan<byte> bytes, PassedDescriptors? descriptors)
    {
        var comment = Describe(descriptors);
        lock (Sync)
        {
            while (!_isOver && !bytes.IsEmpty)
            {
                var piece = bytes[..Math.Min(bytes.Length, _mostPayload)];
                bytes = bytes[piece.Length..];
                Send(isForward, bytes.IsEmpty ? TcpFlags.Ack | TcpFlags.Psh : TcpFlags.Ack, piece, comment);
                comment = null;
                if (SideOf(isForward).InFlight >= MostInFlight)
                {
                    Send(!isForward, TcpFlags.Ack, []);
                }
            }
        }
    }

    public override void End(bool isForward)
    {
        lock (Sync)
        {
            if (!_isOver && !SideOf(isForward).HasEnded)
            {
                SideOf(isForward).HasEnded = true;
                Send(isForward, TcpFlags.Fin | TcpFlags.Ack, []);
                Send(!isForward, TcpFlags.Ack, []);
            }
        }
    }

    /// <summary>
    /// The streams have come apart. A direction that has not ended was broken off: by the end that failed, or by the
    /// one that took no more.
    /// </summary>
    /// <param name="failure">What went wrong; null where nothing did, or the relay was told to stop.</param>
    /// <param name="isByFirst">Whether the first end failed.</param>
    public void Close(SoqueteException? failure, bool isByFirst)
    {
        lock (Sync)
        {
            if (!_isOver && !(_first.HasEnded && _second.HasEnded))
            {
                var isForward = failure is null ? _first.HasEnded : isByFirst;
                Send(isForward, TcpFlags.Rst | TcpFlags.Ack, [], failure?.Message);
            }

            if (!_isOver)
            {
                _isOver = true;
                Relay.Paths.Return(_path);
            }
        }
    }

    public override void Dispose() => Close(failure: null, isByFirst: false);

    private Side SideOf(bool isForward) => isForward ? _first : _second;

    private void Send(
        bool isForward, TcpFlags flags, ReadOnlySpan<byte> payload, string? comment = null,
        ValueList<byte> options = default)
    {
        var (from, to) = (SideOf(isForward), SideOf(!isForward));
        var header = new TcpHeader
        {
            SourcePort = (ushort)_path.From(isForward).Port,
            DestinationPort = (ushort)_path.From(!isForward).Port,
            SequenceNumber = from.Next,
            AcknowledgmentNumber = (flags & TcpFlags.Ack) != 0 ? to.Next : 0,
            Flags = flags,
            Window = ushort.MaxValue,
            Options = options,
        };
        var buffer = Rent(_path.HeaderLength + header.Length + payload.Length);
        var length = _path.WriteHeader(buffer, isForward, header.Length + payload.Length);
        length += header.Write(
            buffer.AsSpan(length), payload, _path.From(isForward).Address, _path.From(!isForward).Address);
        payload.CopyTo(buffer.AsSpan(length));
        Relay.Add(buffer, length + payload.Length, RecordedPacket.Now, comment);
        from.Next += (uint)payload.Length + ((flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0 ? 1u : 0);
        to.Acknowledged = to.Next;
    }

    /// <summary>What one end has sent.</summary>
    private sealed class Side
    {
        /// <summary>The number of its next byte.</summary>
        public uint Next { get; set; }

        public uint Acknowledged { get; set; }

        public bool HasEnded { get; set; }

        public uint InFlight => unchecked(Next - Acknowledged);
    }
}
