using Soquete.Tests.Ancillary;

namespace Soquete.Tests.Engines.IoUring;

public sealed class RingPassedDescriptorConformance() : PassedDescriptorConformance(RingEngines.ThreadPool);

public sealed class RingPassedSocketConformance() : PassedSocketConformance(RingEngines.ThreadPool);

public sealed class RingCredentialConformance() : CredentialConformance(RingEngines.ThreadPool);

public sealed class RingForeignPeerConformance() : ForeignPeerConformance(RingEngines.ThreadPool);

public sealed class RingStreamAncillaryConformance() : StreamAncillaryConformance(RingEngines.ThreadPool);

public sealed class InlineRingStreamAncillaryConformance() : StreamAncillaryConformance(RingEngines.Inline);

public sealed class SmallRingStreamAncillaryConformance() : StreamAncillaryConformance(RingEngines.SmallRing);

public sealed class OneBufferPassedDescriptorConformance() : PassedDescriptorConformance(RingEngines.OneBuffer);
