namespace Soquete.Engines.IoUring;

/// <summary>A part of a buffer that holds received bytes, until it is given back.</summary>
internal readonly record struct BufferPart(BufferRing Owner, int Id, int Offset, int Length)
{
    public Memory<byte> Bytes => Owner.Bytes(Id, Offset, Length);

    /// <summary>The same part without its first bytes. It stands for the whole: one of the two is given back.</summary>
    public BufferPart From(int offset) => this with { Offset = Offset + offset, Length = Length - offset };

    /// <summary>Joins what follows right behind it in the same buffer, and gives that back: one hold does for both.
    /// </summary>
    public bool TryJoin(in BufferPart next, out BufferPart joined)
    {
        joined = this with { Length = Length + next.Length };
        if (next.Owner != Owner || next.Id != Id || next.Offset != Offset + Length)
        {
            return false;
        }

        next.Release();
        return true;
    }

    public void Release() => Owner.Release(this);
}
