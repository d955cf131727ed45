using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>Where names are resolved (RFC 8106 section 5.1).</summary>
/// <param name="Lifetime">For how many seconds they may be used; all bits set is for ever, 0 not any more.</param>
/// <param name="Servers">The resolvers' IPv6 addresses; at most 127.</param>
public sealed record NdRecursiveDnsServers(uint Lifetime, ValueList<IPAddress> Servers) : NdOption
{
    private const int ReservedLength = 2;
    private const int AddressLength = 16;

    /// <inheritdoc/>
    public override byte Type => NdOptionType.RecursiveDnsServers;

    private protected override int DataLength => ReservedLength + sizeof(uint) + (Servers.Count * AddressLength);

    internal static NdRecursiveDnsServers Of(in NdOptionView view)
    {
        var servers = new IPAddress[view.DnsServerBytes.Length / AddressLength];
        for (var i = 0; i < servers.Length; i++)
        {
            servers[i] = new IPAddress(view.DnsServerBytes.Slice(i * AddressLength, AddressLength));
        }

        return new NdRecursiveDnsServers(view.DnsLifetime, servers);
    }

    private protected override void WriteData(Span<byte> data)
    {
        BinaryPrimitives.WriteUInt32BigEndian(data[ReservedLength..], Lifetime);
        data = data[(ReservedLength + sizeof(uint))..];
        foreach (var server in Servers)
        {
            AddressBytes.Write(server, AddressFamily.InterNetworkV6, data);
            data = data[AddressLength..];
        }
    }
}
