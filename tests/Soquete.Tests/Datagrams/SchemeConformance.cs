using Xunit.Abstractions;

namespace Soquete.Tests.Datagrams;

public sealed class Udp4Conformance(ITestOutputHelper output)
    : DatagramConformance(DatagramScheme.Udp4, output);

public sealed class Udp6Conformance(ITestOutputHelper output)
    : DatagramConformance(DatagramScheme.Udp6, output);

public sealed class LoopbackConformance(ITestOutputHelper output)
    : DatagramConformance(DatagramScheme.Loopback, output);

public sealed class WildcardConformance(ITestOutputHelper output)
    : DatagramConformance(DatagramScheme.Wildcard, output);

public sealed class UnixPathConformance(ITestOutputHelper output)
    : DatagramConformance(DatagramScheme.UnixPath, output);

public sealed class UnixAbstractConformance(ITestOutputHelper output)
    : DatagramConformance(DatagramScheme.UnixAbstract, output);
