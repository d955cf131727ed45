namespace Soquete.Mapping.Processes;

/// <summary>What a descriptor that is looked for is.</summary>
internal enum HeldKind : byte
{
    Socket,

    /// <summary>A pipe, or a FIFO, that is read.</summary>
    Reader,

    /// <summary>One that is written.</summary>
    Writer,
}
