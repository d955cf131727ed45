namespace Soquete.Probing;

/// <summary>What an answer to a probe says of the path.</summary>
public enum HopVerdict
{
    /// <summary>A router says that the probe's time was up there: the path goes on.</summary>
    PassedOn,

    /// <summary>The destination answered.</summary>
    Reached,

    /// <summary>Somebody on the way says that the probe goes no further.</summary>
    Unreachable,
}
