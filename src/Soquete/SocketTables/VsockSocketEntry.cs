namespace Soquete.SocketTables;

/// <summary>A socket between virtual machines and their host (vsock(7)).</summary>
public sealed class VsockSocketEntry : SocketEntry
{
    /// <inheritdoc/>
    public override SocketFamilies Family => SocketFamilies.Vsock;

    /// <summary>This end: the context's number and the port.</summary>
    public (uint Context, uint Port) Local { get; init; }

    /// <summary>The other end; both are 0xFFFFFFFF for none.</summary>
    public (uint Context, uint Port) Remote { get; init; }

    /// <inheritdoc/>
    public override string LocalText => Text(Local);

    /// <inheritdoc/>
    public override string RemoteText => Remote.Port == uint.MaxValue ? "" : Text(Remote);

    private static string Text((uint Context, uint Port) name) =>
        $"{(name.Context == uint.MaxValue ? "*" : name.Context)}:{name.Port}";
}
