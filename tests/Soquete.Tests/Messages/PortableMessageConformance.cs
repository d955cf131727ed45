using Soquete.Engines.Portable;
using Xunit.Abstractions;

namespace Soquete.Tests.Messages;

public sealed class PortableMessagePathConformance(ITestOutputHelper output)
    : MessageConformance(new PortableEngine(), isAbstract: false, output);

public sealed class PortableMessageAbstractConformance(ITestOutputHelper output)
    : MessageConformance(new PortableEngine(), isAbstract: true, output);
