namespace Soquete.Impairments;

/// <summary>Whether a datagram is one of two.</summary>
internal enum CopyKind
{
    /// <summary>There is no copy.</summary>
    Single,

    /// <summary>A copy follows.</summary>
    First,

    /// <summary>It is the copy.</summary>
    Copy,
}
