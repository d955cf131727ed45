namespace Soquete.Peers;

/// <summary>
/// A listener cannot accept for now: this process or the system is out of
/// descriptors or memory. Peers wait in the backlog.
/// </summary>
/// <param name="ErrorName">EMFILE, ENFILE, ENOBUFS or ENOMEM.</param>
/// <param name="Pause">How long it waits before it tries again.</param>
public sealed record AcceptPause(string ErrorName, TimeSpan Pause);
