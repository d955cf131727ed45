namespace Soquete.Streams.Connecting;

/// <summary>What an end is opened for; a file is opened for no more than that.</summary>
internal enum EndUse
{
    Both,
    Source,
    Destination,
}
