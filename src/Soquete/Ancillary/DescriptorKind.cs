namespace Soquete.Ancillary;

/// <summary>What stands behind a descriptor that was passed (inode(7)).</summary>
public enum DescriptorKind
{
    /// <summary>Something else: an eventfd, an epoll instance, a memory file without a type.</summary>
    Other,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>One end of a pipe, or a FIFO.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A terminal.</summary>
    Terminal,

    /// <summary>A character device that is no terminal.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,
}
