namespace Soquete.Tests.Engines.IoUring;

public sealed class RingTcpConformance() : StreamConformance(RingEngines.ThreadPool, StreamScheme.Tcp);

public sealed class RingTcp4Conformance() : StreamConformance(RingEngines.ThreadPool, StreamScheme.Tcp4);

public sealed class RingTcp6Conformance() : StreamConformance(RingEngines.ThreadPool, StreamScheme.Tcp6);

public sealed class RingUnixPathConformance() : StreamConformance(RingEngines.ThreadPool, StreamScheme.UnixPath);

public sealed class RingUnixAbstractConformance()
    : StreamConformance(RingEngines.ThreadPool, StreamScheme.UnixAbstract);

public sealed class InlineRingTcpConformance() : StreamConformance(RingEngines.Inline, StreamScheme.Tcp4);

public sealed class InlineRingUnixConformance() : StreamConformance(RingEngines.Inline, StreamScheme.UnixAbstract);

public sealed class SmallRingTcpConformance() : StreamConformance(RingEngines.SmallRing, StreamScheme.Tcp4);

public sealed class SmallRingUnixConformance() : StreamConformance(RingEngines.SmallRing, StreamScheme.UnixPath);

public sealed class SmallInlineRingTcpConformance()
    : StreamConformance(RingEngines.SmallRingInline, StreamScheme.Tcp4);

public sealed class OneBufferTcpConformance() : StreamConformance(RingEngines.OneBuffer, StreamScheme.Tcp4);

public sealed class OneBufferUnixConformance() : StreamConformance(RingEngines.OneBuffer, StreamScheme.UnixPath);
