using System.Globalization;
using System.Net;
using Soquete.Wire.Application;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire;

/// <summary>What views say of a packet, in tshark's names and forms, with commas between values of one field.</summary>
internal sealed class PacketFields
{
    private readonly Dictionary<string, string> _fields = [];

    private PacketFields()
    {
    }

    public static Dictionary<string, string> Of(byte[] packet)
    {
        var fields = new PacketFields();
        Assert.True(IpView.TryRead(packet, out var ip));
        switch (ip.Protocol)
        {
            case IpProtocol.Icmp:
                Assert.True(IcmpView.TryRead(ip.Payload, out var icmp));
                fields.Icmp(icmp);
                break;
            case IpProtocol.Icmpv6:
                Assert.True(Icmpv6View.TryRead(ip.Payload, out var icmp6));
                fields.Icmpv6(icmp6, icmp6.IsChecksumValid(ip));
                break;
            case IpProtocol.Igmp:
                Assert.True(IgmpView.TryRead(ip.Payload, out var igmp));
                fields.Igmp(igmp);
                break;
            default:
                Assert.True(UdpView.TryRead(ip.Payload, out var udp));
                fields.Add("udp.checksum.status", udp.IsChecksumValid(ip) ? "1" : "0");
                Assert.True(DnsView.TryRead(udp.Payload, out var dns));
                fields.Dns(DnsMessage.Read(dns), dns.Flags);
                break;
        }

        return fields._fields;
    }

    private void Icmp(IcmpView view)
    {
        Head("icmp", view.Type, view.Code, view.Checksum, view.IsChecksumValid);
        if (!view.IsError)
        {
            Add("icmp.ident", view.Identifier);
            Add("icmp.seq", view.Sequence);
        }

        switch (view.Type)
        {
            case IcmpType.DestinationUnreachable when view.Code == IcmpUnreachable.FragmentationNeeded:
                Add("icmp.mtu", view.NextHopMtu);
                break;
            case IcmpType.Redirect:
                Add("icmp.redir_gw", view.Gateway);
                break;
            case IcmpType.ParameterProblem:
                Add("icmp.pointer", view.Pointer);
                break;
        }

        if (view.TryGetExtension(out var extension))
        {
            Extension(extension);
        }
    }

    private void Extension(IcmpExtensionView view)
    {
        Add("icmp.ext.checksum.status", view.IsChecksumValid ? "1" : "0");
        foreach (var item in view.Objects)
        {
            Add("icmp.ext.class", item.Class);
            foreach (var label in item.Labels)
            {
                Add("icmp.mpls.label", label.Label);
                Add("icmp.mpls.exp", label.TrafficClass);
                Add("icmp.mpls.s", label.IsBottomOfStack ? "1" : "0");
                Add("icmp.mpls.ttl", label.TimeToLive);
            }

            if (IcmpInterfaceInformation.TryRead(item, out var information))
            {
                Add("icmp.int_info.index", information!.Index!.Value);
                Add("icmp.int_info.ipv4", information.Address!);
                Add("icmp.int_info.name", information.Name!);
                Add("icmp.int_info.mtu", information.Mtu!.Value);
            }
        }
    }

    private void Icmpv6(Icmpv6View view, bool isChecksumValid)
    {
        Head("icmpv6", view.Type, view.Code, view.Checksum, isChecksumValid);
        switch (view.Type)
        {
            case Icmpv6Type.EchoRequest or Icmpv6Type.EchoReply:
                Add("icmpv6.echo.identifier", $"0x{view.Identifier:x4}");
                Add("icmpv6.echo.sequence_number", view.Sequence);
                break;
            case Icmpv6Type.PacketTooBig:
                Add("icmpv6.mtu", view.Mtu);
                break;
            case Icmpv6Type.ParameterProblem:
                Add("icmpv6.pointer", view.Pointer);
                break;
        }

        if (view.TryGetExtension(out var extension))
        {
            Extension(extension);
        }

        if (NdView.TryRead(view, out var discovery))
        {
            Nd(discovery);
        }

        if (MldView.TryRead(view, out var listeners))
        {
            Mld(listeners);
        }
    }

    private void Nd(NdView view)
    {
        switch (view.Type)
        {
            case Icmpv6Type.RouterAdvertisement:
                Add("icmpv6.nd.ra.cur_hop_limit", view.CurrentHopLimit);
                Add("icmpv6.nd.ra.flag.m", view.IsManaged ? "1" : "0");
                Add("icmpv6.nd.ra.flag.o", view.HasOtherConfiguration ? "1" : "0");
                Add("icmpv6.nd.ra.flag.h", view.IsHomeAgent ? "1" : "0");
                Add("icmpv6.nd.ra.flag.prf", (int)view.Preference);
                Add("icmpv6.nd.ra.flag.p", view.IsProxied ? "1" : "0");
                Add("icmpv6.nd.ra.router_lifetime", view.RouterLifetime);
                Add("icmpv6.nd.ra.reachable_time", view.ReachableTime);
                Add("icmpv6.nd.ra.retrans_timer", view.RetransmissionTimer);
                break;
            case Icmpv6Type.NeighbourSolicitation:
                Add("icmpv6.nd.ns.target_address", new IPAddress(view.TargetBytes));
                break;
            case Icmpv6Type.NeighbourAdvertisement:
                Add("icmpv6.nd.na.target_address", new IPAddress(view.TargetBytes));
                Add("icmpv6.nd.na.flag.r", view.IsRouter ? "1" : "0");
                Add("icmpv6.nd.na.flag.s", view.IsSolicited ? "1" : "0");
                Add("icmpv6.nd.na.flag.o", view.IsOverride ? "1" : "0");
                break;
            case Icmpv6Type.Redirect:
                Add("icmpv6.nd.rd.target_address", new IPAddress(view.TargetBytes));
                break;
        }

        foreach (var option in NdMessage.Read(view).Options)
        {
            NdOption(option);
        }
    }

    private void NdOption(NdOption option)
    {
        Add("icmpv6.opt.type", option.Type);
        switch (option)
        {
            case NdLinkLayerAddress address:
                Add("icmpv6.opt.linkaddr", new MacAddress(address.Address.Span));
                break;
            case NdPrefixInformation prefix:
                Add("icmpv6.opt.prefix", prefix.Prefix);
                Add("icmpv6.opt.prefix.length", prefix.PrefixLength);
                Add("icmpv6.opt.prefix.flag.l", prefix.IsOnLink ? "1" : "0");
                Add("icmpv6.opt.prefix.flag.a", prefix.IsAutonomous ? "1" : "0");
                Add("icmpv6.opt.prefix.valid_lifetime", prefix.ValidLifetime);
                Add("icmpv6.opt.prefix.preferred_lifetime", prefix.PreferredLifetime);
                break;
            case NdMtu mtu:
                Add("icmpv6.opt.mtu", mtu.Mtu);
                break;
            case NdRecursiveDnsServers servers:
                Add("icmpv6.opt.rdnss.lifetime", servers.Lifetime);
                Add("icmpv6.opt.rdnss", string.Join(',', servers.Servers.Select(server => server.ToString())));
                break;
        }
    }

    private void Igmp(IgmpView view)
    {
        Add("igmp.type", $"0x{view.Type:x2}");
        Add("igmp.version", view.Version);
        Add("igmp.checksum", $"0x{view.Checksum:x4}");
        Add("igmp.checksum.status", view.IsChecksumValid ? "1" : "0");
        var message = IgmpMessage.Read(view);
        if (message is IgmpGroupMessage one)
        {
            Add("igmp.maddr", one.Group);
        }

        if (message is IgmpQuery query)
        {
            Add("igmp.maddr", query.Group);
            Add("igmp.max_resp", (int)(view.MaxResponseTime.TotalMilliseconds / 100));
            Sources("igmp.saddr", query.Sources);
            if (query.Version == 3)
            {
                Add("igmp.qrv", query.Robustness);
                Add("igmp.s", query.SuppressesRouterProcessing ? "1" : "0");
                Add("igmp.num_src", query.Sources.Count);
            }
        }

        Records("igmp.num_grp_recs igmp.record_type igmp.maddr igmp.saddr", (message as IgmpVersion3Report)?.Records);
    }

    private void Mld(MldView view)
    {
        var message = MldMessage.Read(view);
        if (message is MldGroupMessage one)
        {
            Add("icmpv6.mld.multicast_address", one.Group);
        }

        if (message is MldQuery query)
        {
            Add("icmpv6.mld.multicast_address", query.Group);
            Sources("icmpv6.mld.source_address", query.Sources);
            Add($"icmpv6.mld.maximum_response_{(query.Version == 2 ? "code" : "delay")}", query.MaxResponseCode);
            if (query.Version == 2)
            {
                Add("icmpv6.mld.flag.qrv", query.Robustness);
                Add("icmpv6.mld.flag.s", query.SuppressesRouterProcessing ? "1" : "0");
                Add("icmpv6.mld.nb_sources", query.Sources.Count);
            }
        }

        const string Prefix = "icmpv6.mldr.";
        Records(
            $"{Prefix}nb_mcast_records {Prefix}mar.record_type "
            + $"{Prefix}mar.multicast_address {Prefix}mar.source_address",
            (message as MldVersion2Report)?.Records);
    }

    private void Records(string names, IReadOnlyList<MulticastRecord>? records)
    {
        if (records is null)
        {
            return;
        }

        var name = names.Split(' ');
        Add(name[0], records.Count);
        foreach (var record in records)
        {
            Add(name[1], (int)record.Type);
            Add(name[2], record.Group);
            Sources(name[3], record.Sources);
        }
    }

    private void Sources(string name, IEnumerable<IPAddress> sources)
    {
        foreach (var source in sources)
        {
            Add(name, source);
        }
    }

    private void Dns(DnsMessage message, ushort flags)
    {
        Add("dns.id", $"0x{message.Id:x4}");
        Add("dns.flags", $"0x{flags:x4}");
        Add("dns.count.queries", message.Questions.Count);
        Add("dns.count.answers", message.Answers.Count);
        Add("dns.count.auth_rr", message.Authorities.Count);
        Add("dns.count.add_rr", message.Additionals.Count);
        foreach (var question in message.Questions)
        {
            Add("dns.qry.name", Name(question.Name));
            Add("dns.qry.type", question.Type);
        }

        foreach (var record in message.Answers.Concat(message.Authorities).Concat(message.Additionals))
        {
            Add("dns.resp.type", record.Type);
            if (record.Type != DnsType.Opt)
            {
                Add("dns.resp.ttl", record.TimeToLive);
            }

            // tshark takes service and protocol out of the name of SRV.
            if (record.Type is not (DnsType.Opt or DnsType.Srv))
            {
                Add("dns.resp.name", Name(record.Name));
            }

            DnsData(record);
        }
    }

    private void DnsData(DnsRecord record)
    {
        switch (record.Data)
        {
            case DnsAddressData data:
                Add(record.Type == DnsType.A ? "dns.a" : "dns.aaaa", data.Address);
                break;
            case DnsNameData data:
                Add(NameField(record.Type), Name(data.Name));
                break;
            case DnsMailData data:
                Add("dns.mx.preference", data.Preference);
                Add("dns.mx.mail_exchange", Name(data.Exchange));
                break;
            case DnsTextData data:
                foreach (var text in data.Strings)
                {
                    Add("dns.txt.length", text.Count);
                }

                break;
            case DnsAuthorityData data:
                Add("dns.soa.mname", Name(data.Server));
                Add("dns.soa.rname", Name(data.Mailbox));
                Add("dns.soa.serial_number", data.Serial);
                Add("dns.soa.refresh_interval", data.Refresh);
                Add("dns.soa.retry_interval", data.Retry);
                Add("dns.soa.expire_limit", data.Expire);
                Add("dns.soa.minimum_ttl", data.Minimum);
                break;
            case DnsServiceData data:
                Add("dns.srv.priority", data.Priority);
                Add("dns.srv.weight", data.Weight);
                Add("dns.srv.port", data.Port);
                Add("dns.srv.target", Name(data.Target));
                break;
        }
    }

    private static string NameField(ushort type) => type switch
    {
        DnsType.Ns => "dns.ns",
        DnsType.Ptr => "dns.ptr.domain_name",
        _ => "dns.cname",
    };

    /// <summary>tshark shows names without the root's dot, and without escapes.</summary>
    private static string Name(DnsName name) => name.IsRoot
        ? "<Root>"
        : name.ToString()[..^1].Replace(@"\032", " ", StringComparison.Ordinal)
            .Replace(@"\", "", StringComparison.Ordinal);

    private void Head(string protocol, byte type, byte code, ushort checksum, bool isChecksumValid)
    {
        Add($"{protocol}.type", type);
        Add($"{protocol}.code", code);
        Add($"{protocol}.checksum", $"0x{checksum:x4}");
        Add($"{protocol}.checksum.status", isChecksumValid ? "1" : "0");
    }

    private void Add<T>(string name, T value)
        where T : notnull
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{value}");
        _fields[name] = _fields.TryGetValue(name, out var before) ? $"{before},{text}" : text;
    }
}
