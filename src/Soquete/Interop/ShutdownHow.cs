namespace Soquete.Interop;

/// <summary>Which half of a connection shutdown(2) ends.</summary>
internal enum ShutdownHow
{
    Read = 0,
    Write = 1,
    Both = 2,
}
