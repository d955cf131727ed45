namespace Soquete.Engines.IoUring;

/// <summary>What was received and not yet read, in its order. Takes memory with the first part alone.</summary>
internal struct HeldParts
{
    private const int FirstSize = 4;

    private BufferPart[]? _parts;
    private int _first;

    /// <summary>How many parts there are.</summary>
    public int Count { get; private set; }

    public readonly ref BufferPart First => ref _parts![_first];

    public void Add(in BufferPart part)
    {
        if (Count > 0)
        {
            ref var last = ref _parts![(_first + Count - 1) & (_parts.Length - 1)];
            if (last.TryJoin(part, out var joined))
            {
                last = joined;
                return;
            }
        }

        if (Count == (_parts?.Length ?? 0))
        {
            Grow();
        }

        _parts![(_first + Count) & (_parts.Length - 1)] = part;
        Count++;
    }

    /// <summary>Takes the first out; whoever has it gives it back.</summary>
    public BufferPart Take()
    {
        var part = _parts![_first];
        _parts[_first] = default;
        _first = (_first + 1) & (_parts.Length - 1);
        Count--;
        return part;
    }

    /// <summary>Copies as much as there is room for, and gives back what was copied whole.</summary>
    public int CopyTo(Span<byte> destination)
    {
        var copied = 0;
        while (Count > 0 && copied < destination.Length)
        {
            ref var part = ref First;
            var count = Math.Min(part.Length, destination.Length - copied);
            part.Bytes.Span[..count].CopyTo(destination[copied..]);
            copied += count;
            if (count < part.Length)
            {
                part = part.From(count);
                break;
            }

            Take().Release();
        }

        return copied;
    }

    public void ReleaseAll()
    {
        while (Count > 0)
        {
            Take().Release();
        }
    }

    private void Grow()
    {
        var grown = new BufferPart[Math.Max(FirstSize, (_parts?.Length ?? 0) * 2)];
        for (var i = 0; i < Count; i++)
        {
            grown[i] = _parts![(_first + i) & (_parts.Length - 1)];
        }

        (_parts, _first) = (grown, 0);
    }
}
