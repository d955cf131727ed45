namespace Soquete.Cli.Messages;

/// <summary>How bytes become messages.</summary>
/// <param name="Lines">Each line is a message, without its line feed.</param>
/// <param name="Chunk">Each message has this many bytes, but for the last; null for what one read gives.</param>
/// <param name="Longest">The most bytes of a message.</param>
internal sealed record MessageFraming(bool Lines, int? Chunk, int Longest);
