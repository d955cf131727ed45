namespace Soquete.Streams.Local;

/// <summary>Signal numbers (signal(7)).</summary>
internal static class ChildSignals
{
    public const int Terminate = 15;
}
