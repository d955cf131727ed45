namespace Soquete.Engines.IoUring;

/// <summary>
/// How often one connection may go on without its ring in one turn of it. A handler that runs on the ring's thread, and
/// whose calls all succeed at once, would keep everybody else waiting for as long as its peer keeps up.
/// </summary>
internal struct TurnBudget
{
    /// <summary>Transfers without a wait, for one connection in one turn.</summary>
    private const int Most = 32;

    private int _turn;
    private int _spent;

    /// <summary>Whether there is one more.</summary>
    public bool TrySpend(RingLoop loop)
    {
        if (!loop.IsCurrent)
        {
            return true;
        }

        if (_turn != loop.TurnNumber)
        {
            (_turn, _spent) = (loop.TurnNumber, 0);
        }

        return _spent++ < Most;
    }
}
