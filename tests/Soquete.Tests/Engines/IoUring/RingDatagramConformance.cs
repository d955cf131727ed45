using Soquete.Tests.Datagrams;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

public sealed class RingUdp4Conformance(ITestOutputHelper output)
    : DatagramConformance(DatagramScheme.Udp4, output, RingEngines.ThreadPool);

public sealed class RingUnixDatagramConformance(ITestOutputHelper output)
    : DatagramConformance(DatagramScheme.UnixAbstract, output, RingEngines.Inline);
