using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>How much of a batch the kernel took to send.</summary>
/// <param name="Datagrams">How many datagrams it took.</param>
/// <param name="Bytes">How many bytes they had.</param>
/// <param name="Undeliverable">How many errors of earlier datagrams it told meanwhile (ICMP).</param>
/// <param name="NextSlot">The first slot of which not all was tried; all were where it is the end.</param>
/// <param name="NextSegment">The first datagram of that slot that was not tried.</param>
/// <param name="Error">Why it was not: there is no room, or the receiver in the unix domain is gone.</param>
internal readonly record struct PassedOn(
    int Datagrams, long Bytes, int Undeliverable, int NextSlot, int NextSegment, Errno Error);
