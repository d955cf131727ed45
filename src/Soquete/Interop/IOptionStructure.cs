namespace Soquete.Interop;

/// <summary>
/// A structure that setsockopt(2) takes; its text is the notation of strace(1). No longer than <see cref="MaxBytes"/>.
/// </summary>
internal interface IOptionStructure
{
    /// <summary>The longest there is: <c>struct group_source_req</c>.</summary>
    const int MaxBytes = GroupMembership.SourceBytes;

    int Length { get; }

    /// <summary>Writes <see cref="Length"/> bytes.</summary>
    void WriteTo(Span<byte> value);
}
