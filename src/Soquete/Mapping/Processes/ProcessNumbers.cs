using Soquete.Interop;

namespace Soquete.Mapping.Processes;

/// <summary>The processes that there are, by their numbers.</summary>
internal static class ProcessNumbers
{
    private const int BufferBytes = 32 * 1024;

    /// <exception cref="SoqueteException">/proc cannot be read.</exception>
    public static int[] Read(DirectoryDescriptor proc)
    {
        var numbers = new List<int>();
        var buffer = new byte[BufferBytes];
        while (true)
        {
            var error = proc.ReadEntries(buffer, out var length);
            Failure.ThrowIf(error, "getdents64", "/proc");
            if (length == 0)
            {
                numbers.Sort();
                return [.. numbers];
            }

            var entries = new DirectoryEntries(buffer.AsSpan(0, length));
            while (entries.MoveNext())
            {
                if (entries.TryGetNumber(out var number))
                {
                    numbers.Add(number);
                }
            }
        }
    }
}
