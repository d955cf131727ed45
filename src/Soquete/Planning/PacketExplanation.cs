using Soquete.Addresses;

namespace Soquete.Planning;

/// <summary>What an address of frames means.</summary>
internal static class PacketExplanation
{
    public static (IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls) Of(PacketAddress address)
    {
        var index = PacketPlan.IndexOf(address);
        var isCooked = address.Cooked ?? address.IsAny;
        List<string> meaning =
        [
            address.IsAny ? "the frames of all interfaces" : $"the frames of the interface {address.Interface}",
            isCooked
                ? "without the header of the link, and with one that interfaces of every kind have in common"
                : "as they are on the link, from its header on",
            "opening one needs CAP_NET_RAW",
        ];
        if (address.Promiscuous == true)
        {
            meaning.Insert(2, "those for other machines too, as long as the socket is open");
        }

        var calls = new List<string>(PlannedCalls.Of(PacketPlan.ToOpen(address, index, isCooked)));
        AddFilters(calls, address);
        return (meaning, calls);
    }

    /// <summary>
    /// A filter cuts frames; and until a socket has joined its group, one lets nothing through.
    /// </summary>
    private static void AddFilters(List<string> calls, PacketAddress address)
    {
        const string Attach = "setsockopt(FD, SOL_SOCKET, SO_ATTACH_FILTER, {len=1, filter=...}, 16)";
        if ((address.SnapLength ?? address.Fanout) is null)
        {
            return;
        }

        calls.Insert(calls.FindIndex(call => call.StartsWith("bind(", StringComparison.Ordinal)), Attach);
        if (address.Fanout is not null)
        {
            calls.Add(Attach);
        }
    }
}
