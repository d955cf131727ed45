namespace Soquete.SocketTables;

/// <summary>An address that an interface of this machine has.</summary>
/// <param name="NetworkNamespace">The namespace that the interface is in.</param>
/// <param name="Name">The address, with port 0.</param>
internal sealed record LocalAddress(ulong NetworkNamespace, InternetName Name);
