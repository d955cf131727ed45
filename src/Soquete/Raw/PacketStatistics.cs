namespace Soquete.Raw;

/// <summary>What a packet socket has counted since it was opened.</summary>
/// <param name="Received">Frames that the filter let through and for which there was room.</param>
/// <param name="Dropped">
/// Frames that the filter let through and for which there was none: whoever receives is too slow, or the buffer too
/// small.
/// </param>
/// <param name="Freezes">How often a ring was full, so that frames were dropped until it was read; 0 without
/// one.</param>
public readonly record struct PacketStatistics(long Received, long Dropped, long Freezes);
