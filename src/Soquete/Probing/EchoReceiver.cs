using System.Buffers.Binary;
using Soquete.Interop;
using Soquete.Wire;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>Takes answers and errors off the socket, and finds the requests that they belong to.</summary>
internal sealed class EchoReceiver(
    EchoSocket socket, EchoMessage message, EchoWindow window, PingTally tally, Action<PingEvent> tell)
{
    private long _latestAnswered;

    /// <summary>Takes all that is there: what poll(2) has told of.</summary>
    /// <param name="hasErrors">Whether the queue of errors has something.</param>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public void TakeAll(bool hasErrors)
    {
        if (hasErrors)
        {
            TakeErrors(out _);
        }

        while (TryTakeOne())
        {
        }
    }

    /// <summary>Takes what is there until nothing is waited for: the call that would find no more is saved.</summary>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public void TakeAwaited()
    {
        while (window.Waiting > 0 && TryTakeOne())
        {
        }
    }

    /// <summary>Takes what the queue of errors has.</summary>
    /// <param name="localMtu">The MTU that this machine told of a request which it did not let out; else null.</param>
    /// <returns>Whether an error was of the network, so that a send which failed may have failed with that.</returns>
    public bool TakeErrors(out int? localMtu)
    {
        localMtu = null;
        var found = false;
        while (socket.TryTakeError(out var trouble))
        {
            if (trouble.IsOfNetwork)
            {
                found = true;
                Take(trouble);
            }
            else
            {
                localMtu = trouble.Mtu ?? localMtu;
            }
        }

        return found;
    }

    /// <summary>
    /// An ICMP error is pending on the socket even where its report did not fit the queue, or was of another's request.
    /// </summary>
    private static bool IsOfEarlier(Errno error) => error is Errno.EHOSTUNREACH or Errno.ENETUNREACH or Errno.EMSGSIZE
        or Errno.ECONNREFUSED or Errno.EPROTO or Errno.ENOPROTOOPT or Errno.EOPNOTSUPP or Errno.EHOSTDOWN
        or Errno.ENONET or Errno.EACCES or Errno.EREMOTEIO or Errno.ENETDOWN;

    private bool TryTakeOne()
    {
        var error = socket.TryReceive(out var answer);
        if (error == Errno.None)
        {
            Take(answer);
        }
        else if (error != Errno.EAGAIN && !TakeErrors(out _) && !IsOfEarlier(error))
        {
            throw Failure.Of(error, "recvmsg", address: null);
        }

        return error != Errno.EAGAIN;
    }

    private void Take(in EchoAnswer answer)
    {
        var bytes = answer.Message;
        if (bytes.Length < EchoMessage.HeaderBytes)
        {
            tally.Unmatched();
            return;
        }

        if (!socket.IsInet6 && bytes[0] == IcmpType.Redirect && IcmpView.TryRead(bytes, out var view))
        {
            TakeRedirect(answer, view);
            return;
        }

        // The messages of both versions have identifier and sequence in the same places (RFC 792, RFC 4443 section 4).
        var identifier = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (bytes[0] == message.ReplyType && identifier == socket.Identifier
            && window.TryFind(BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]), out var sequence))
        {
            TakeReply(answer, sequence);
        }
        else
        {
            tally.Unmatched();
        }
    }

    private void TakeReply(in EchoAnswer answer, long sequence)
    {
        var bytes = answer.Message;
        var sentAt = window.SentAt(sequence);
        var data = bytes[EchoMessage.HeaderBytes..];
        // The kernel has checked it but for a raw socket of IPv4, which sees messages before the protocol does.
        var isSumRight = socket.IsUnprivileged || socket.IsInet6 || answer.IsCut || InternetChecksum.Of(bytes) == 0;
        var damage = message.FindDamage(data, sequence, sentAt);
        var received = PingClock.AtTimestamp(answer.Facts.TimestampTicks);
        var what = new PingEvent(KindOf(isSumRight && damage is null && bytes[1] == 0, sequence), sequence)
        {
            Source = answer.Source,
            RoundTrip = PingClock.ToTimeSpan(Math.Max(0, received - sentAt)),
            Length = bytes.Length,
            TimeToLive = answer.Facts.HopLimit < 0 ? null : answer.Facts.HopLimit,
            IsTruncated = bytes.Length < message.Length && damage is null,
            DamagedAt = damage,
            IsReordered = sequence < _latestAnswered,
        };
        if (what.Kind is PingEventKind.Reply or PingEventKind.Late)
        {
            window.Settle(sequence, EchoState.Answered);
            _latestAnswered = Math.Max(_latestAnswered, sequence);
        }

        tell(what.Kind is PingEventKind.Reply or PingEventKind.Late ? what : what with { IsReordered = false });
    }

    private PingEventKind KindOf(bool isRight, long sequence) => (isRight, window.StateOf(sequence)) switch
    {
        (false, _) => PingEventKind.Corrupted,
        (_, EchoState.Answered) => PingEventKind.Duplicate,
        (_, EchoState.Unanswered) => PingEventKind.Late,
        _ => PingEventKind.Reply,
    };

    private void TakeRedirect(in EchoAnswer answer, in IcmpView view)
    {
        if (!view.IsChecksumValid || !Ipv4View.TryRead(view.QuotedPacket, out var packet)
            || !TryMatch(packet.Payload, out var sequence))
        {
            tally.Unmatched();
            return;
        }

        tell(new PingEvent(PingEventKind.Redirect, sequence)
        {
            Source = answer.Source,
            Error = new PingError(ErrnoText.Name(Errno.EREMOTEIO), view.Description)
            {
                Type = view.Type, Code = view.Code, Gateway = view.Gateway,
            },
        });
    }

    private void Take(in EchoTrouble trouble)
    {
        if (!TryMatch(trouble.Request, out var sequence))
        {
            // Each raw socket is told of every request of the machine's that failed.
            return;
        }

        var kind = trouble.IsRedirect ? PingEventKind.Redirect : PingEventKind.Error;
        if (kind == PingEventKind.Error && window.StateOf(sequence) != EchoState.Answered)
        {
            window.Settle(sequence, EchoState.Failed);
        }

        tell(new PingEvent(kind, sequence) { Source = trouble.Offender, Error = trouble.ToError() });
    }

    private bool TryMatch(ReadOnlySpan<byte> quoted, out long sequence)
    {
        sequence = 0;
        return quoted.Length >= EchoMessage.HeaderBytes && quoted[0] == message.RequestType
            && BinaryPrimitives.ReadUInt16BigEndian(quoted[4..]) == socket.Identifier
            && window.TryFind(BinaryPrimitives.ReadUInt16BigEndian(quoted[6..]), out sequence);
    }
}
