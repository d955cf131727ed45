using Soquete.Interop;

namespace Soquete.Probing;

/// <summary>Sends the requests of a run.</summary>
internal sealed class EchoSender(
    EchoSocket socket, EchoMessage message, EchoWindow window, PingTally tally, EchoReceiver receiver,
    Action<PingEvent> tell)
{
    /// <summary>A send may fail with what was told of an earlier request, which is then off the socket.</summary>
    private const int Tries = 4;

    /// <summary>Sends the next one. One that this machine does not let out counts as sent, and as an error.</summary>
    /// <returns>False where there is no room: it is to be tried again.</returns>
    public bool TrySend()
    {
        var sequence = window.Last + 1;
        for (var tries = 1; ; tries++)
        {
            var sentAt = PingClock.Now;
            var error = socket.Send(message.Write(socket.Identifier, sequence, sentAt));
            if (error is Errno.EAGAIN or Errno.ENOBUFS)
            {
                return false;
            }

            if (error == Errno.None)
            {
                window.Add(sentAt);
                tally.Sent();
                return true;
            }

            if (!receiver.TakeErrors(out var mtu) || tries == Tries)
            {
                Refuse(sentAt, error, mtu);
                return true;
            }
        }
    }

    private void Refuse(long sentAt, Errno error, int? mtu)
    {
        window.Add(sentAt);
        tally.Sent();
        window.Settle(window.Last, EchoState.Failed);
        tell(new PingEvent(PingEventKind.Error, window.Last) { Error = EchoTrouble.OfKernel(error, mtu) });
    }
}
