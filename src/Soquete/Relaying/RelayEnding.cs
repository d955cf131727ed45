namespace Soquete.Relaying;

/// <summary>How two joined ends came apart.</summary>
public enum RelayEnding
{
    /// <summary>The ends ended themselves, well or by a failure.</summary>
    Ended,

    /// <summary>Nothing passed for the idle timeout of a datagram end.</summary>
    Expired,

    /// <summary>A session that was silent longest made room for a new one.</summary>
    Evicted,

    /// <summary>The relay was told to stop.</summary>
    Stopped,
}
