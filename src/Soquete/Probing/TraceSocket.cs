using System.Net;
using System.Net.Sockets;
using Soquete.Datagrams;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>The connected socket that probes are sent through, and that tells what came of them.</summary>
/// <remarks>
/// All that comes from routers is read from the queue of errors, which works for sockets of every kind: the kernel has
/// found the socket by the packet that an error quotes, and so has left out what is others'. For one thread at a time.
/// </remarks>
internal sealed class TraceSocket : IDisposable
{
    private const int RoomBytes = 2048;
    private const int MostErrorsInARow = 64;
    private const int Ipv4Offset = 20;
    private const int Ipv6Offset = 40;

    private readonly SafeSocketHandle _socket;
    private readonly SafeSocketHandle? _reserved;
    private readonly SocketWatch _watch;
    private readonly TraceFormat _format;
    private readonly Queue<TraceReply> _waiting = [];
    private readonly byte[] _room = new byte[RoomBytes];
    private byte[] _probe = [];
    private Task<Errno>? _arrival;
    private int _hopLimit;

    /// <param name="socket">The socket, connected. It is owned from here on.</param>
    /// <param name="reserved">A socket that only keeps the port.</param>
    /// <param name="ends">Its ends.</param>
    /// <param name="format">What the probes are.</param>
    /// <exception cref="SoqueteException">The socket cannot be watched.</exception>
    public TraceSocket(
        SafeSocketHandle socket, SafeSocketHandle? reserved, (IPEndPoint Source, IPEndPoint Destination) ends,
        TraceFormat format)
    {
        _socket = socket;
        _reserved = reserved;
        _format = format;
        (Source, Destination) = ends;
        _watch = Engine.Default.Watch(socket);
    }

    public IPEndPoint Source { get; }

    public IPEndPoint Destination { get; }

    public bool IsIPv6 => Destination.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>
    /// The MTU that this machine's own kernel told where the last probe was too long to be sent; 0 where it was not.
    /// </summary>
    public int LocalMtu { get; private set; }

    /// <summary>How long every probe is with its IP header; null where that can be chosen.</summary>
    public int? FixedLength => _format.FixedLength + IpHeaderLength;

    /// <summary>The shortest probe, with its IP header.</summary>
    public int ShortestLength => FixedLength ?? (TraceOptions.ShortestPacket - Ipv4Offset + IpHeaderLength);

    private int IpHeaderLength => IsIPv6 ? Ipv6View.HeaderLength : Ipv4View.MinHeaderLength;

    /// <summary>Completes when there may be something to take.</summary>
    public Task<Errno> Arrival => _arrival ??= _watch.WaitToReceiveAsync(CancellationToken.None).AsTask();

    /// <summary>Sends one probe. A full queue of the interface's counts as sent: it is lost on the way.</summary>
    /// <param name="hopLimit">Its TTL or hop limit.</param>
    /// <param name="number">What it is known by.</param>
    /// <param name="length">How long it is, with its IP header.</param>
    public Errno Send(int hopLimit, int number, int length)
    {
        var error = SetHopLimit(hopLimit);
        if (error != Errno.None)
        {
            return error;
        }

        var probe = Make(number, length);
        LocalMtu = 0;
        for (var tries = 0; ; tries++)
        {
            error = NativeMessages.Send(_socket, probe, default, default, out _);
            if (error is Errno.None or Errno.EAGAIN or Errno.ENOBUFS)
            {
                return Errno.None;
            }

            // The kernel tells a call of what an earlier probe met, also where its queue had no room for that; this one
            // was not sent then.
            TakeErrors();
            if (!ErrorQueue.CanBe(error) || LocalMtu > 0 || tries == MostErrorsInARow)
            {
                return error;
            }
        }
    }

    /// <summary>Takes the next answer, without waiting.</summary>
    public bool TryTake(out TraceReply reply)
    {
        if (_arrival is { IsCompleted: true })
        {
            _arrival = null;
        }

        if (_waiting.Count == 0)
        {
            TakeErrors();
            TakeReplies();
        }

        return _waiting.TryDequeue(out reply);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _reserved?.Dispose();
        NativeFile.Close(_socket);
    }

    private Errno SetHopLimit(int hopLimit)
    {
        if (_hopLimit == hopLimit)
        {
            return Errno.None;
        }

        _hopLimit = hopLimit;
        return NativeSocket.SetOption(
            _socket, IsIPv6 ? SocketOption.Ipv6UnicastHops : SocketOption.IpTtl, hopLimit);
    }

    private ReadOnlySpan<byte> Make(int number, int length)
    {
        var bytes = _format.FixedLength ?? length - IpHeaderLength - _format.KernelHeaderLength;
        if (_probe.Length < bytes)
        {
            _probe = new byte[bytes];
        }

        _format.Write(_probe.AsSpan(0, bytes), number);
        return _probe.AsSpan(0, bytes);
    }

    /// <returns>Whether there was any error, an answer or not.</returns>
    private bool TakeErrors()
    {
        var found = false;
        for (var i = 0; i < MostErrorsInARow && ErrorQueue.TryTake(_socket, _room, out var error); i++)
        {
            found = true;
            if (error.IsLocal)
            {
                LocalMtu = error.Error == Errno.EMSGSIZE ? (int)error.Info : LocalMtu;
            }
            else if (error.Offender is not null)
            {
                TakeError(error, _room.AsSpan(0, error.Count));
            }
        }

        return found;
    }

    private void TakeError(in QueuedError error, ReadOnlySpan<byte> bytes)
    {
        var stated = error.ExtensionOffset;
        var quoted = stated > 0 && stated <= bytes.Length ? bytes[..stated] : bytes;
        var match = _format.MatchQuoted(quoted, out var number);
        if (match == TraceMatch.Foreign)
        {
            return;
        }

        var (verdict, annotation) = HopReading.Of(
            IsIPv6, error.Type, error.Code, error.Info, HopReading.IsSame(error.Offender!, Destination.Address));
        var isTooLong = HopReading.IsTooLong(IsIPv6, error.Type, error.Code);
        _waiting.Enqueue(new TraceReply
        {
            Match = match,
            Number = number,
            From = error.Offender!,
            Verdict = verdict,
            Annotation = annotation,
            Icmp = (error.Type, error.Code),
            TooLongFor = isTooLong ? (int)Math.Min(error.Info, ushort.MaxValue) : null,
            Labels = TraceExtension.LabelsIn(bytes, stated, HeadersTakenOff),
            TimeToLive = error.Facts.HopLimit < 0 ? null : error.Facts.HopLimit,
            Ticks = error.Facts.TimestampTicks,
        });
    }

    /// <summary>How much of the quoted packet the kernel does not give.</summary>
    private int HeadersTakenOff => IpHeaderLength + _format.KernelHeaderLength;

    private void TakeReplies()
    {
        Span<byte> name = stackalloc byte[SocketNameBytes.Size];
        Span<byte> control = stackalloc byte[DatagramFacts.InternetRoom];
        for (var i = 0; i < MostErrorsInARow; i++)
        {
            var error = NativeMessages.Receive(
                _socket, _room, name, control, MessageFlags.None, out var receipt);
            if (error == Errno.None)
            {
                var from = SocketName.FromBytes(name[..receipt.NameLength]).Unmapped();
                var facts = DatagramFacts.Read(control[..receipt.ControlLength]);
                TakeReply(from, _room.AsSpan(0, Math.Min(receipt.Length, RoomBytes)), facts);
            }
            else if (error == Errno.EAGAIN || !TakeErrors())
            {
                return;
            }
        }
    }

    private void TakeReply(in SocketName from, ReadOnlySpan<byte> bytes, in DatagramFacts facts)
    {
        var header = _format.LeadsWithHeader ? LeadingHeader.LengthOf(bytes) : 0;
        var match = _format.MatchReply(bytes[header..], out var number);
        // An unprivileged ICMP socket hears everybody's echo replies that have its identifier.
        if (match != TraceMatch.Foreign && from.TryGetInternet(out var end)
            && HopReading.IsSame(end.Address, Destination.Address))
        {
            _waiting.Enqueue(new TraceReply
            {
                Match = match,
                Number = number,
                From = end.Address,
                Verdict = HopVerdict.Reached,
                TimeToLive = facts.HopLimit < 0 ? null : facts.HopLimit,
                Ticks = facts.TimestampTicks,
            });
        }
    }
}
