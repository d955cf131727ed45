using System.Buffers.Binary;
using System.Text;

namespace Soquete.Wire.Application;

/// <summary>
/// A name as it lies in a DNS message: labels, and pointers to labels (RFC 1035 sections 3.1 and 4.1.4).
/// </summary>
public readonly ref struct DnsNameView
{
    /// <summary>The most bytes that a name has without pointers: 255 (RFC 1035 section 3.1).</summary>
    public const int LongestName = 255;

    /// <summary>The most bytes of one label: 63.</summary>
    public const int LongestLabel = 63;

    internal const byte PointerBits = 0xC0;
    internal const int PointerLength = 2;
    internal const int FarthestPointer = 0x3FFF;

    /// <summary>
    /// A name has at most 127 labels, and no use for a pointer that no label follows: so this many are enough, and a
    /// chain of pointers costs no more than that.
    /// </summary>
    private const int MostPointers = 127;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _offset;

    private DnsNameView(ReadOnlySpan<byte> message, int offset, int length)
    {
        _message = message;
        _offset = offset;
        Length = length;
    }

    /// <summary>How many bytes the name has without pointers: 1 for the root, at most 255.</summary>
    public int Length { get; }

    /// <summary>Whether it is the root, which has no labels.</summary>
    public bool IsRoot => Length <= 1;

    /// <summary>Looks at a name in a message.</summary>
    /// <remarks>
    /// A pointer goes back to before where the labels began that it ends (RFC 1035 section 4.1.4, "a prior
    /// occurrence"), so none goes round in circles.
    /// </remarks>
    /// <param name="message">The whole message, from its header on.</param>
    /// <param name="offset">Where the name begins.</param>
    /// <param name="view">The view.</param>
    /// <param name="end">Where the next field begins; 0 where there is no name.</param>
    /// <returns>Whether there is a name, whole and not too long.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, int offset, out DnsNameView view, out int end)
    {
        view = default;
        end = 0;
        var (at, start, length, pointers) = (offset, offset, 1, 0);
        while ((uint)at < (uint)message.Length)
        {
            int first = message[at];
            switch (first & PointerBits)
            {
                case 0 when first == 0:
                    end = pointers == 0 ? at + 1 : end;
                    view = new DnsNameView(message, offset, length);
                    return true;
                case 0:
                    length += 1 + first;
                    at += 1 + first;
                    break;
                case PointerBits when at + 1 < message.Length && ++pointers <= MostPointers:
                    end = pointers == 1 ? at + PointerLength : end;
                    at = PointerAt(message, at);
                    if (at >= start || at < DnsView.HeaderLength)
                    {
                        return Fail(out end);
                    }

                    start = at;
                    break;
                default:
                    return Fail(out end);
            }

            if (length > LongestName)
            {
                break;
            }
        }

        return Fail(out end);
    }

    /// <summary>Goes through the labels, from the leftmost, without the root.</summary>
    public Enumerator GetEnumerator() => new(_message, _offset, IsRoot);

    /// <summary>The name. Allocates.</summary>
    public DnsName ToName()
    {
        if (IsRoot)
        {
            return DnsName.Root;
        }

        var bytes = new byte[Length];
        var at = 0;
        foreach (var label in this)
        {
            bytes[at] = (byte)label.Length;
            label.CopyTo(bytes.AsSpan(at + 1));
            at += 1 + label.Length;
        }

        return new DnsName(bytes);
    }

    /// <summary>The name as master files have it (RFC 1035 section 5.1), with the root's dot.</summary>
    public override string ToString()
    {
        if (IsRoot)
        {
            return ".";
        }

        var text = new StringBuilder(Length);
        foreach (var label in this)
        {
            DnsEscapes.AppendLabel(text, label);
            text.Append('.');
        }

        return text.ToString();
    }

    private static int PointerAt(ReadOnlySpan<byte> message, int at) =>
        BinaryPrimitives.ReadUInt16BigEndian(message[at..]) & FarthestPointer;

    private static bool Fail(out int end)
    {
        end = 0;
        return false;
    }

    /// <summary>Goes through the labels of a name, of which there are at most 127.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _message;
        private int _at;
        private bool _hasEnded;

        internal Enumerator(ReadOnlySpan<byte> message, int offset, bool isRoot)
        {
            _message = message;
            _at = offset;
            _hasEnded = isRoot;
        }

        /// <summary>The label that it is at.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>Goes to the next label; false behind the last.</summary>
        public bool MoveNext()
        {
            // The name was read before, so that there are no more checks to make.
            while (!_hasEnded && (_message[_at] & PointerBits) == PointerBits)
            {
                _at = PointerAt(_message, _at);
            }

            _hasEnded = _hasEnded || _message[_at] == 0;
            if (_hasEnded)
            {
                Current = default;
                return false;
            }

            Current = _message.Slice(_at + 1, _message[_at]);
            _at += 1 + Current.Length;
            return true;
        }
    }
}
