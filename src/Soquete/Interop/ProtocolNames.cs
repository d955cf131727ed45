namespace Soquete.Interop;

/// <summary>The names of the protocols above IP (protocols(5)).</summary>
internal static class ProtocolNames
{
    /// <summary>getprotobyname(3): the number of a protocol, or of its alias.</summary>
    public static bool TryFind(string name, out int number) => DatabaseLookup.TryFind(
        (nint buffer, nuint length, out ProtocolEntry entry, out nint found) =>
            LibC.FindProtocol(name, out entry, buffer, length, out found),
        entry => entry.Number,
        out number);
}
