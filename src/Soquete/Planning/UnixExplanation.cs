using Soquete.Addresses;

namespace Soquete.Planning;

/// <summary>What an address of the unix domain means.</summary>
internal static class UnixExplanation
{
    public static (IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls) Of(
        UnixSocketAddress address, AddressRole role)
    {
        var (does, asked) = address is UnixDatagramAddress ? ("send", "connecting") : ("connect", "a connection");
        var meaning = new List<string>
        {
            TypeOf(address),
            address.IsAbstract
                ? $"the abstract name {address.Name}, which no file stands for: "
                    + $"any process of this network namespace can {does}"
                : $"the path {address.Name}, whose file's mode says who can {does}",
        };
        if (role == AddressRole.Listen && !address.IsAbstract)
        {
            meaning.Add("the file appears with its final mode; "
                + $"one that a listener left behind is taken over once {asked} to it was refused");
        }

        if (role == AddressRole.Connect && address is UnixDatagramAddress datagram)
        {
            meaning.Add(AnswersOf(datagram));
        }

        var plan = role == AddressRole.Listen ? UnixPlan.ToListen(address) : UnixPlan.ToConnect(address);
        return (meaning, PlannedCalls.Of(plan));
    }

    private static string TypeOf(UnixSocketAddress address) => address switch
    {
        UnixDatagramAddress => "a datagram socket of the unix domain: boundaries kept, nothing lost, in order",
        UnixSequencedPacketAddress =>
            "a sequenced-packet socket of the unix domain: a connection that keeps the boundaries of messages",
        _ => "a stream socket of the unix domain: two processes of one machine",
    };

    private static string AnswersOf(UnixDatagramAddress address) => address switch
    {
        { Unbound: true } => "it has no name of its own: nobody can answer it",
        { Bind: { } own } => $"answers come to {own}",
        _ => "answers come to an abstract name of the kernel's choice",
    };
}
