namespace Soquete.Interop;

/// <summary>The flags of open(2). O_CLOEXEC is not among them: it is always set.</summary>
[Flags]
internal enum OpenFlags
{
    ReadOnly = 0,
    WriteOnly = 1 << 0,
    ReadWrite = 1 << 1,
    Create = 1 << 2,
    Exclusive = 1 << 3,
    Truncate = 1 << 4,
    Append = 1 << 5,
    NonBlock = 1 << 6,

    /// <summary>Fails with ENOTDIR where the path is none.</summary>
    Directory = 1 << 7,

    /// <summary>Fails with ELOOP where the last part of the path is a symbolic link.</summary>
    NoFollow = 1 << 8,

    /// <summary>Holds the file without opening it, for calls that work on the file itself (<c>O_PATH</c>).</summary>
    Path = 1 << 9,
}
