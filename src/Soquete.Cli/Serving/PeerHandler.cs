using Soquete.Streams;

namespace Soquete.Cli.Serving;

/// <summary>Serves one peer to its end.</summary>
internal delegate Task PeerHandler(StreamConnection peer, CancellationToken cancellationToken);
