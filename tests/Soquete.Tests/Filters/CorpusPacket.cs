namespace Soquete.Tests.Filters;

/// <summary>A packet as a capture has it: perhaps cut.</summary>
internal sealed record CorpusPacket(byte[] Bytes, int OriginalLength);
