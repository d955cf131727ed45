namespace Soquete.Engines.IoUring;

/// <summary>A part of a buffer that holds received bytes, until it is given back.</summary>
internal readonly record struct BufferPart(BufferRing Owner, int Id, int Offset, int Length)
{
    public Span<byte> Bytes => Owner.Bytes(Id, Offset, Length);

    /// <summary>The same part without its first bytes. It stands for the whole: one of the two is given back.</summary>
    public BufferPart From(int offset) => this with { Offset = Offset + offset, Length = Length - offset };

    public void Release() => Owner.Release(this);
}
