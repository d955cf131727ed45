namespace Soquete.Benchmarking;

/// <summary>What a link is measured against.</summary>
public enum BenchmarkPeer
{
    /// <summary>
    /// Whichever it is: a <see cref="BenchmarkServer"/> welcomes the hello of a client, and an echo server gives it
    /// back.
    /// </summary>
    Detect,

    /// <summary>A <see cref="BenchmarkServer"/>, and nothing else.</summary>
    Server,

    /// <summary>
    /// Any server that sends back what it gets (RFC 862). No hello is sent, and what the other end did is not known.
    /// </summary>
    Echo,
}
