using Soquete.Interop;

namespace Soquete.Relaying;

/// <summary>How one direction of a relay ended.</summary>
internal enum PumpOutcome
{
    /// <summary>The source ended its sending, and everything was passed on.</summary>
    EndOfInput,

    /// <summary>The source broke.</summary>
    SourceFailed,

    /// <summary>The destination takes no more; some bytes were left.</summary>
    DestinationFailed,

    /// <summary>The destination went away while nothing was left to pass on.</summary>
    DestinationGone,

    /// <summary>It was told to stop.</summary>
    Stopped,
}

/// <summary>How one direction of a relay ended, with the error and what had been read but not passed on.</summary>
internal readonly record struct PumpEnd(PumpOutcome Outcome, Errno Error = Errno.None, long BytesUndelivered = 0);
