using Soquete.Engines.Portable;

namespace Soquete.Tests.Ancillary;

public sealed class PortablePassedDescriptorConformance() : PassedDescriptorConformance(new PortableEngine());

public sealed class PortablePassedSocketConformance() : PassedSocketConformance(new PortableEngine());

public sealed class PortableCredentialConformance() : CredentialConformance(new PortableEngine());

public sealed class PortableForeignPeerConformance() : ForeignPeerConformance(new PortableEngine());

public sealed class PortableStreamAncillaryConformance() : StreamAncillaryConformance(new PortableEngine());
