using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <summary>A kind of stream address, and how it differs from the others.</summary>
/// <param name="ListenText">An address to listen on that is free.</param>
/// <param name="HasReset">
/// Whether the peer is told of an abort: unix sockets have no RST, and what was sent is still read.
/// </param>
internal sealed record StreamScheme(Func<TemporaryFolder, string> ListenText, bool HasReset)
{
    public static StreamScheme Tcp { get; } = new(_ => "tcp:0", HasReset: true);

    public static StreamScheme Tcp4 { get; } = new(_ => "tcp4:0", HasReset: true);

    public static StreamScheme Tcp6 { get; } = new(_ => "tcp6:0", HasReset: true);

    public static StreamScheme UnixPath { get; } = new(folder => $"unix:{folder["s"]}", HasReset: false);

    public static StreamScheme UnixAbstract { get; } = new(_ => $"unix:@soquete-{Guid.NewGuid():N}", HasReset: false);
}
