namespace Soquete.Wire.Application;

/// <summary>
/// A name from one of its labels on. Case counts: a pointer to letters of another case would change the name.
/// </summary>
internal readonly struct DnsSuffix(DnsName name, int offset) : IEquatable<DnsSuffix>
{
    private ReadOnlySpan<byte> Bytes => name.Bytes[offset..];

    public bool Equals(DnsSuffix other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is DnsSuffix other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }
}
