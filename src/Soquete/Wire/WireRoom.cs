using System.Runtime.CompilerServices;

namespace Soquete.Wire;

/// <summary>Whether there is room for what a meaning writes.</summary>
internal static class WireRoom
{
    /// <exception cref="ArgumentException">There is none.</exception>
    public static void Check(
        Span<byte> destination, int length, [CallerArgumentExpression(nameof(destination))] string? name = null)
    {
        if (destination.Length < length)
        {
            throw new ArgumentException($"There is room for {destination.Length} bytes, and it takes {length}.", name);
        }
    }
}
