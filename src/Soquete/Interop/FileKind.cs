namespace Soquete.Interop;

/// <summary>What stands behind a descriptor.</summary>
internal enum FileKind
{
    Regular,
    Directory,
    Pipe,
    Socket,
    CharacterDevice,
    BlockDevice,

    /// <summary>A character device for which isatty(3) is true.</summary>
    Terminal,

    /// <summary>Something without a file's type, such as an eventfd or epoll descriptor.</summary>
    Other,

    /// <summary>The descriptor is not open (<c>EBADF</c>).</summary>
    Closed,
}
