using System.Text;

namespace Soquete.Cli.Map.Watching;

/// <summary>Bytes of a terminal to keys (ECMA-48, and what xterm sends).</summary>
/// <remarks>
/// Escape begins the sequences of other keys as well, so one that stands alone is told by the silence after it:
/// <see cref="Flush"/>.
/// </remarks>
internal sealed class KeyReader
{
    private const byte Escape = 0x1B;

    /// <summary>No key's sequence is longer; what is, is no key.</summary>
    private const int LongestSequence = 32;

    private readonly List<byte> _pending = [];

    /// <summary>Whether a key has begun and not ended.</summary>
    public bool IsWaiting => _pending.Count > 0;

    /// <summary>Takes bytes, and gives the keys that end in them.</summary>
    public IReadOnlyList<Key> Read(ReadOnlySpan<byte> bytes)
    {
        _pending.AddRange(bytes);
        var keys = new List<Key>();
        var rest = _pending.ToArray().AsSpan();
        while (!rest.IsEmpty && Take(rest, keys) is var taken && taken > 0)
        {
            rest = rest[taken..];
        }

        _pending.Clear();
        _pending.AddRange(rest.Length <= LongestSequence ? rest : []);
        return keys;
    }

    /// <summary>Nothing more came: what has begun is taken for what it is.</summary>
    public IReadOnlyList<Key> Flush()
    {
        var wasEscape = _pending is [Escape];
        _pending.Clear();
        return wasEscape ? [new Key(KeyKind.Escape)] : [];
    }

    /// <summary>Takes one key, and tells how many bytes that were; 0 where more are needed.</summary>
    private static int Take(ReadOnlySpan<byte> bytes, List<Key> keys)
    {
        if (bytes[0] == Escape)
        {
            return TakeSequence(bytes, keys);
        }

        if (bytes[0] is < 0x20 or 0x7F)
        {
            AddControl(bytes[0], keys);
            return 1;
        }

        var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
        if (status == System.Buffers.OperationStatus.NeedMoreData)
        {
            return 0;
        }

        if (status == System.Buffers.OperationStatus.Done && !Rune.IsControl(rune))
        {
            keys.Add(new Key(KeyKind.Text, rune));
        }

        return length;
    }

    private static void AddControl(byte control, List<Key> keys)
    {
        KeyKind? kind = control switch
        {
            0x03 or 0x04 => KeyKind.Leave,
            0x08 or 0x7F => KeyKind.Backspace,
            (byte)'\n' or (byte)'\r' => KeyKind.Enter,
            0x0C => KeyKind.Redraw,
            0x15 => KeyKind.Clear,
            _ => null,
        };
        if (kind is { } known)
        {
            keys.Add(new Key(known));
        }
    }

    private static int TakeSequence(ReadOnlySpan<byte> bytes, List<Key> keys)
    {
        if (bytes.Length == 1)
        {
            return 0;
        }

        switch (bytes[1])
        {
            case (byte)'O':
                return bytes.Length < 3 ? 0 : Add(OfFinal(bytes[2], default), 3, keys);
            case (byte)'[':
                var end = bytes[2..].IndexOfAnyInRange((byte)0x40, (byte)0x7E);
                return end < 0 ? 0 : Add(OfFinal(bytes[2 + end], bytes[2..(2 + end)]), 3 + end, keys);
            default:
                keys.Add(new Key(KeyKind.Escape));
                return 1;
        }
    }

    private static int Add(KeyKind? kind, int length, List<Key> keys)
    {
        if (kind is { } known)
        {
            keys.Add(new Key(known));
        }

        return length;
    }

    private static KeyKind? OfFinal(byte final, ReadOnlySpan<byte> parameters) => (char)final switch
    {
        'A' => KeyKind.Up,
        'B' => KeyKind.Down,
        'F' => KeyKind.End,
        'H' => KeyKind.Home,
        'M' when parameters.IsEmpty => KeyKind.Enter,
        '~' => parameters is [var number, ..] ? OfNumber(number) : null,
        _ => null,
    };

    private static KeyKind? OfNumber(byte number) => (char)number switch
    {
        '1' or '7' => KeyKind.Home,
        '3' => KeyKind.Backspace,
        '4' or '8' => KeyKind.End,
        '5' => KeyKind.PageUp,
        '6' => KeyKind.PageDown,
        _ => null,
    };
}
