namespace Soquete.Tests.Support;

internal static class Limits
{
    /// <summary>
    /// How long any one event is waited for. Nothing is decided by it: a test that reaches it has failed.
    /// </summary>
    public static readonly TimeSpan Event = TimeSpan.FromSeconds(30);

    /// <summary>For whole transfers of many bytes on a slow machine.</summary>
    public static readonly TimeSpan Transfer = TimeSpan.FromSeconds(120);
}
