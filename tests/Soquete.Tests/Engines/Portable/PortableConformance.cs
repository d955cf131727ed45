using Soquete.Engines.Portable;

namespace Soquete.Tests.Engines.Portable;

public sealed class PortableTcpConformance() : StreamConformance(new PortableEngine(), StreamScheme.Tcp);

public sealed class PortableTcp4Conformance() : StreamConformance(new PortableEngine(), StreamScheme.Tcp4);

public sealed class PortableTcp6Conformance() : StreamConformance(new PortableEngine(), StreamScheme.Tcp6);

public sealed class PortableUnixPathConformance() : StreamConformance(new PortableEngine(), StreamScheme.UnixPath);

public sealed class PortableUnixAbstractConformance()
    : StreamConformance(new PortableEngine(), StreamScheme.UnixAbstract);
