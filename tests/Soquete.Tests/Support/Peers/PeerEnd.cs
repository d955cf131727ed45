namespace Soquete.Tests.Support.Peers;

/// <summary>Where a foreign peer is on a unix socket.</summary>
/// <param name="Kind"><c>stream</c>, <c>dgram</c> or <c>seqpacket</c>.</param>
/// <param name="Listens">Whether it binds the name and waits for the other side, or connects to it.</param>
/// <param name="Name">A path, or <c>@name</c> in the abstract namespace.</param>
internal sealed record PeerEnd(string Kind, bool Listens, string Name)
{
    public static PeerEnd Listen(string kind, string name) => new(kind, true, name);

    public static PeerEnd Connect(string kind, string name) => new(kind, false, name);

    /// <summary>As the scripts read it.</summary>
    public string[] Words => [Kind, Listens ? "listen" : "connect", Name];
}
