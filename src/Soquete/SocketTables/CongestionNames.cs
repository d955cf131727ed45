using System.Text;

namespace Soquete.SocketTables;

/// <summary>Names of algorithms against congestion: a machine has one or two, and thousands of connections.</summary>
internal sealed class CongestionNames
{
    private readonly List<(byte[] Bytes, string Text)> _known = [];

    /// <summary>The text of a name; null for none.</summary>
    public string? Of(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        var name = end < 0 ? bytes : bytes[..end];
        if (name.IsEmpty)
        {
            return null;
        }

        foreach (var (known, text) in _known)
        {
            if (name.SequenceEqual(known))
            {
                return text;
            }
        }

        var added = Encoding.UTF8.GetString(name);
        _known.Add((name.ToArray(), added));
        return added;
    }
}
