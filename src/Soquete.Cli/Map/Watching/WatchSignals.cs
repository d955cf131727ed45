using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Soquete.Cli.Map.Watching;

/// <summary>The signals that mean something to who has the screen, beside those of every verb.</summary>
internal sealed class WatchSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly CancellationTokenSource _ending;

    /// <param name="events">Where those go that the view goes on after.</param>
    /// <param name="stopping">Cancelled by the signals of every verb.</param>
    public WatchSignals(ChannelWriter<WatchEvent> events, CancellationToken stopping)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        On(PosixSignal.SIGWINCH, () => events.TryWrite(new WatchEvent.Resized()));
        On(PosixSignal.SIGTSTP, () => events.TryWrite(new WatchEvent.Suspended()));
        On(PosixSignal.SIGCONT, () => events.TryWrite(new WatchEvent.Continued()));
        On(PosixSignal.SIGHUP, _ending.Cancel);
        On(PosixSignal.SIGQUIT, _ending.Cancel);
    }

    /// <summary>Cancelled when it is over: by SIGINT, SIGTERM, SIGHUP or SIGQUIT.</summary>
    public CancellationToken Ending => _ending.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _ending.Dispose();
    }

    private void On(PosixSignal signal, Action act) => _registrations.Add(PosixSignalRegistration.Create(
        signal, context =>
        {
            context.Cancel = true;
            act();
        }));
}
