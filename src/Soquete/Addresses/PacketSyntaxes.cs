namespace Soquete.Addresses;

/// <summary>The kinds of values that the options of packet sockets take.</summary>
internal static class PacketSyntaxes
{
    private static readonly (string Name, FanoutMode Mode)[] Modes =
    [
        ("hash", Addresses.FanoutMode.Hash), ("lb", Addresses.FanoutMode.RoundRobin), ("cpu", Addresses.FanoutMode.Cpu),
        ("rollover", Addresses.FanoutMode.Rollover), ("random", Addresses.FanoutMode.Random),
        ("qm", Addresses.FanoutMode.Queue),
    ];

    public static ValueSyntax<ushort?> EtherType { get; } = new(
        "ETHERTYPE", "ip, ip6, arp, all, or an EtherType from 0x0600 to 0xffff",
        text => (EtherTypeText.TryParse(text, out var number), number),
        number => EtherTypeText.Format(number!.Value));

    public static ValueSyntax<FanoutMode?> FanoutMode { get; } = new(
        "MODE", "hash, lb, cpu, rollover, random or qm",
        text => Array.FindIndex(Modes, entry => entry.Name == text) is >= 0 and var at
            ? (true, Modes[at].Mode)
            : (false, null),
        mode => Array.Find(Modes, entry => entry.Mode == mode).Name);
}
