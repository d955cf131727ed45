namespace Soquete.Kestrel.Connections;

/// <summary>Names of connections: short, in order, and unlike those of a process that ran before.</summary>
internal static class ConnectionName
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
    private const int Length = 13;

    private static long _last = DateTime.UtcNow.Ticks;

    public static string Next() => string.Create(Length, Interlocked.Increment(ref _last), static (text, number) =>
    {
        for (var i = Length - 1; i >= 0; i--, number >>= 5)
        {
            text[i] = Digits[(int)(number & 31)];
        }
    });
}
