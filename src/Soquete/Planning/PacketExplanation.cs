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

        return (meaning, PlannedCalls.Of(PacketPlan.ToOpen(address, index, isCooked)));
    }
}
