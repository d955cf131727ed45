using Soquete.SocketTables;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>Tables of one namespace.</summary>
internal static class Tables
{
    public static SocketTableOptions OneNamespace { get; } = new() { AllNamespaces = false };

    /// <summary>What is in a namespace of the test's own.</summary>
    public static SocketTable Inside(NetworkNamespace inside, SocketFamilies families = SocketFamilies.All) =>
        inside.Run(() => SocketTable.Read(OneNamespace with { Families = families }));
}
