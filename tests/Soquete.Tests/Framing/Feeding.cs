using Soquete.Framing;

namespace Soquete.Tests.Framing;

/// <summary>Gives bytes to a reader as a stream does, in pieces, and takes what comes.</summary>
internal static class Feeding
{
    /// <summary>Gives bytes in pieces of the lengths that are asked for, then the end.</summary>
    public static List<byte[]> ReadAll(this FrameReader reader, ReadOnlySpan<byte> bytes, Func<int> nextLength)
    {
        var messages = new List<byte[]>();
        while (!bytes.IsEmpty && reader.Problem is null)
        {
            var memory = reader.GetMemory();
            Assert.False(memory.IsEmpty);
            var count = Math.Min(Math.Min(memory.Length, bytes.Length), Math.Max(1, nextLength()));
            bytes[..count].CopyTo(memory.Span);
            bytes = bytes[count..];
            reader.Advance(count);
            reader.TakeTo(messages);
        }

        reader.Complete();
        reader.TakeTo(messages);
        return messages;
    }

    private static void TakeTo(this FrameReader reader, List<byte[]> messages)
    {
        while (reader.TryRead(out var message))
        {
            messages.Add(message.ToArray());
        }
    }
}
