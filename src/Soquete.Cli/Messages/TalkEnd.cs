using Soquete.Addresses;

namespace Soquete.Cli.Messages;

/// <summary>Decides when a talk by datagrams is over: nobody tells that no more will come.</summary>
/// <param name="replies">How many replies are waited for; null for as many as come.</param>
/// <param name="wait">How long silence may last after the end of input; null without limit.</param>
internal sealed class TalkEnd(int? replies, TimeSpan? wait)
{
    private readonly Lock _deciding = new();
    private CancellationTokenSource? _over;
    private bool _inputHasEnded;

    public int Replies { get; private set; }

    /// <summary>What was waited for, and did not come; for whom time ran out altogether.</summary>
    public string Missing => replies is { } wanted && Replies < wanted
        ? $"{Replies} of {wanted} replies came"
        : _inputHasEnded ? $"replies still came: {Replies}" : $"the input has not ended; replies that came: {Replies}";

    /// <summary>What is cancelled when it is over.</summary>
    public void Begin(CancellationTokenSource over) => _over = over;

    public void InputEnded()
    {
        lock (_deciding)
        {
            _inputHasEnded = true;
        }

        Decide();
    }

    public void ReplyCame()
    {
        lock (_deciding)
        {
            Replies++;
        }

        Decide();
    }

    /// <exception cref="TimeoutException">The wait was over before all of the replies were there.</exception>
    public void ThrowIfRepliesAreMissing(Address address)
    {
        if (replies is { } wanted && Replies < wanted)
        {
            throw new TimeoutException($"{address}: {Missing}, and then none for {DurationText.Format(wait!.Value)}");
        }
    }

    private void Decide()
    {
        bool isOver;
        lock (_deciding)
        {
            if (!_inputHasEnded)
            {
                return;
            }

            isOver = Replies >= replies;
        }

        if (isOver)
        {
            _over!.Cancel();
        }
        else if (wait is { } silence)
        {
            _over!.CancelAfter(silence);
        }
    }
}
