using Soquete.Tests.Messages;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

public sealed class RingMessagePathConformance(ITestOutputHelper output)
    : MessageConformance(RingEngines.ThreadPool, isAbstract: false, output);

public sealed class RingMessageAbstractConformance(ITestOutputHelper output)
    : MessageConformance(RingEngines.Inline, isAbstract: true, output);

public sealed class SmallRingMessageConformance(ITestOutputHelper output)
    : MessageConformance(RingEngines.SmallRing, isAbstract: true, output);
