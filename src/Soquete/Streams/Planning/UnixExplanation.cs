using Soquete.Addresses;

namespace Soquete.Streams.Planning;

/// <summary>What a unix address means.</summary>
internal static class UnixExplanation
{
    public static (IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls) Of(UnixAddress address, AddressRole role)
    {
        var meaning = new List<string>
        {
            "a stream socket of the unix domain: two processes of one machine",
            address.IsAbstract
                ? $"the abstract name {address.Name}, which no file stands for: "
                    + "any process of this network namespace can connect"
                : $"the path {address.Name}, whose file's mode says who can connect",
        };
        if (role == AddressRole.Listen && !address.IsAbstract)
        {
            meaning.Add("the file appears with its final mode; "
                + "one that a listener left behind is taken over once a connection to it was refused");
        }

        var plan = role == AddressRole.Listen ? UnixPlan.ToListen(address) : UnixPlan.ToConnect(address);
        return (meaning, PlannedCalls.Of(plan));
    }
}
