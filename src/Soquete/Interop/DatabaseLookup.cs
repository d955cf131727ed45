namespace Soquete.Interop;

/// <summary>A lookup in one of the system's databases by the re-entrant calls of getpwnam(3) and its kin.</summary>
internal static class DatabaseLookup
{
    /// <summary>One try: 0 or an error number, and the address of the entry, which is 0 where there is none.</summary>
    public delegate int Query<TEntry>(nint buffer, nuint length, out TEntry entry, out nint found);

    private const int FirstBytes = 1024;

    // A group of 100,000 members with names of 10 letters still fits.
    private const int MaxBytes = 4 << 20;

    /// <summary>
    /// Asks in a buffer that grows while it is too small, and takes from the entry what is wanted before the buffer
    /// goes.
    /// </summary>
    public static bool TryFind<TEntry, TResult>(Query<TEntry> query, Func<TEntry, TResult> take, out TResult? result)
    {
        for (var bytes = FirstBytes; bytes <= MaxBytes; bytes *= 2)
        {
            using var buffer = new NativeBuffer(bytes);
            var error = (Errno)query(buffer.Address, (nuint)buffer.Length, out var entry, out var found);
            if (error == Errno.ERANGE)
            {
                continue;
            }

            var isFound = error == Errno.None && found != 0;
            result = isFound ? take(entry) : default;
            return isFound;
        }

        result = default;
        return false;
    }
}
