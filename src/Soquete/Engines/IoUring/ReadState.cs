namespace Soquete.Engines.IoUring;

/// <summary>What a connection has for who reads its buffers.</summary>
internal enum ReadState
{
    /// <summary>Nothing, so far.</summary>
    IsEmpty,

    /// <summary>At least one more part.</summary>
    HasMore,

    /// <summary>Nothing, and nothing follows.</summary>
    HasEnded,

    /// <summary>Bytes, for which the ring had no buffer: they wait in the kernel.</summary>
    LacksBuffers,
}
