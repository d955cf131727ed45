namespace Soquete.Tests.Ancillary;

/// <summary>The kinds of unix sockets, as <see cref="AncillaryEnd"/> has them, for the rows of theories.</summary>
internal static class AncillaryKinds
{
    public static TheoryData<string> All => ["stream", "dgram", "seqpacket"];

    /// <summary>Each kind, and whether it is we who listen.</summary>
    public static TheoryData<string, bool> WithSides => new()
    {
        { "stream", true }, { "stream", false }, { "dgram", true }, { "dgram", false }, { "seqpacket", true },
        { "seqpacket", false },
    };
}
