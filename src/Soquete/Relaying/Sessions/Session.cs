using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Relaying.Messages;
using Soquete.Relaying.Recording;

namespace Soquete.Relaying.Sessions;

/// <summary>A peer of the bound socket, joined with an end of its own at the second address.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its source of cancellation has no timer and no handle.")]
internal abstract class Session
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastUsed = Stopwatch.GetTimestamp();
    private Exception? _failure;
    private RelayEnding _ending;

    /// <summary>A session of the peer that sent a slot.</summary>
    protected Session(SessionScope scope, in SessionKey key, DatagramBatch batch, int slot)
    {
        Scope = scope;
        Key = key;
        var source = new DatagramPeer(key.Source.Unmapped());
        First = new MessagePeer(new Association(
            scope.Socket.Protocol, scope.Socket.EndSpokenTo(batch, slot), source.End), null);
        Back = new DatagramLane(source, batch.ControlOf(slot).ToArray(), scope.Back, scope.BackFlow, Fail)
        {
            HasPeer = source.Kind != DatagramPeerKind.Unbound,
        };
        Back.Open(scope.Socket, First);
        Recorded = scope.Context.Recorded?.BeginMessages();
    }

    public SessionKey Key { get; }

    public bool HasEnded { get; private set; }

    /// <summary>When something passed last, either way (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    protected SessionScope Scope { get; }

    /// <summary>The peer.</summary>
    protected MessagePeer First { get; }

    /// <summary>Its end at the second address; null until that is open.</summary>
    protected MessagePeer? Second { get; set; }

    /// <summary>Where what passes is recorded; null for nowhere.</summary>
    protected MessageFlow? Recorded { get; }

    /// <summary>To the second address.</summary>
    protected abstract Lane Forward { get; }

    /// <summary>To the peer.</summary>
    protected DatagramLane Back { get; }

    /// <summary>Passes slots on that the peer sent, from the thread that receives them.</summary>
    public void Pass(DatagramBatch batch, int firstSlot, int slots)
    {
        Touch();
        var (datagrams, bytes) = batch.CountOf(firstSlot, slots);
        First.NoteReceived(datagrams, bytes);
        if (HasEnded)
        {
            // It could not be opened, or its time was over as they came.
            Scope.ForwardFlow.Dropped(datagrams);
            return;
        }

        Recorded?.Pass(isForward: true, batch, firstSlot, slots);
        Forward.Pass(batch, firstSlot, slots);
    }

    /// <summary>Opens the end at the second address, and passes its answers on until the session ends.</summary>
    public async Task RunAsync()
    {
        try
        {
            Second = await OpenAsync(_stop.Token).ConfigureAwait(false);
            Recorded?.Open(First, Second);
            Scope.Context.TellJoined(First, Second);
            await AnswerAsync(_stop.Token).ConfigureAwait(false);
            await Back.DrainAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever ended it has said how.
        }
        catch (Exception e)
        {
            _failure ??= e;
        }

        _answered.TrySetResult();
        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Ends it at once.</summary>
    public void End(RelayEnding ending)
    {
        if (!HasEnded)
        {
            (HasEnded, _ending) = (true, ending);
            _stop.Cancel();
        }
    }

    /// <summary>Delivers what it has been given, as long as the token lets it, and ends it.</summary>
    public virtual async Task FinishAsync(CancellationToken cancellationToken)
    {
        await Forward.DrainAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Back.DrainAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End(RelayEnding.Stopped);
    }

    /// <summary>Ends when there are no more answers.</summary>
    protected Task Answered => _answered.Task;

    /// <summary>Opens the end at the second address.</summary>
    protected abstract ValueTask<MessagePeer> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Passes answers on, until there are no more.</summary>
    protected abstract Task AnswerAsync(CancellationToken cancellationToken);

    /// <summary>Closes the end at the second address.</summary>
    /// <param name="isWell">Whether nothing failed.</param>
    protected abstract ValueTask CloseEndAsync(bool isWell);

    protected void Touch() => Volatile.Write(ref _lastUsed, Stopwatch.GetTimestamp());

    protected void Fail(Exception failure)
    {
        _failure ??= failure;
        _stop.Cancel();
    }

    private async ValueTask CloseAsync()
    {
        HasEnded = true;
        Scope.Table.Remove(this);
        Recorded?.Dispose();
        Forward.Close();
        Back.Close();
        await CloseEndAsync(isWell: _failure is null).ConfigureAwait(false);
        if (Second is null)
        {
            Scope.Context.TellFailed(First, _failure ?? NotOpened());
            return;
        }

        Scope.Context.TellEnded(First, Second, new RelayResult(
            First.BytesReceived, Second.BytesReceived, AsSoquete(_failure), _failure is null ? null : FailedEnd())
        {
            MessagesForward = First.MessagesReceived,
            MessagesBack = Second.MessagesReceived,
            Ending = _ending,
        });
    }

    private SoqueteException NotOpened() => new(
        _ending == RelayEnding.Expired ? FailureKind.TimedOut : FailureKind.Other, Scope.Context.To.ToString(),
        "it was not open when its session ended");

    private MessagePeer FailedEnd() =>
        (_failure as SoqueteException)?.Address == First.Association.ToString() ? First : Second!;

    private SoqueteException? AsSoquete(Exception? failure) => failure is null or SoqueteException
        ? (SoqueteException?)failure
        : new SoqueteException(
            FailureKind.Other, Second!.Association.ToString(), "the connection was closed", innerException: failure);
}
