using Soquete.Interop;

namespace Soquete.SocketTables;

/// <summary>
/// Names of unix sockets as text. All connections of a listener have its name, so the last ones are kept.
/// </summary>
internal sealed class UnixNames
{
    private const int Kept = 256;
    private const string EscapedAt = "\\x40";

    private readonly (byte[] Bytes, string Text)[] _last = new (byte[] Bytes, string Text)[Kept];

    /// <summary>The text of a name; null for none.</summary>
    /// <param name="bytes">A path and the NUL behind it, or a NUL and an abstract name.</param>
    public string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        var hash = default(HashCode);
        hash.AddBytes(bytes);
        ref var last = ref _last[hash.ToHashCode() & (Kept - 1)];
        if (last.Bytes is null || !bytes.SequenceEqual(last.Bytes))
        {
            last = (bytes.ToArray(), TextOf(bytes));
        }

        return last.Text;
    }

    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == 0)
        {
            return $"@{PrintableBytes.Escape(bytes[1..])}";
        }

        var end = bytes.IndexOf((byte)0);
        var text = PrintableBytes.Escape(end < 0 ? bytes : bytes[..end]);
        // A relative path may begin as abstract names are written.
        return text[0] == '@' ? string.Concat(EscapedAt, text.AsSpan(1)) : text;
    }
}
