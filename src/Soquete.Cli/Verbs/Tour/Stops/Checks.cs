using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>What several stops check alike.</summary>
internal static class Checks
{
    /// <summary>Both ends have to name the same association, each from its own side.</summary>
    public static Func<Evidence, string?> SameAssociation(string role, string otherRole) => evidence =>
    {
        var (ends, otherEnds) = (evidence[role].Associations, evidence[otherRole].Associations);
        return ends.Any(end => otherEnds.Any(end.IsMirrorOf))
            ? null
            : $"the {role} has {Text(ends)}, which is not what the {otherRole} has: {Text(otherEnds)}";
    };

    /// <summary>What the kernel tells one role of its peer has to be what the peer says of itself.</summary>
    public static Func<Evidence, string?> KnowsPeer(string role, string peerRole) => evidence =>
    {
        var (seen, real) = (evidence[role].Fact(Conversation.Peer), evidence[peerRole].Fact(Conversation.Self));
        return seen is not null && seen == real ? null : $"the {role} sees '{seen}', and the {peerRole} is '{real}'";
    };

    /// <summary>Messages of these lengths, in this order, each whole and by itself.</summary>
    public static Func<Evidence, string?> Received(string role, params long[] lengths) => evidence =>
    {
        var received = evidence[role].Calls
            .Where(call => call is { Name: "recvmsg", ErrorName: null }).Select(call => call.Result).ToList();
        return received.SequenceEqual(lengths)
            ? null
            : $"the {role} received messages of {Text(received)} bytes, not of {Text(lengths)}";
    };

    private static string Text(IEnumerable<long> numbers) => string.Join(", ", numbers);

    internal static string Text(IEnumerable<AssociationReport> associations) =>
        string.Join(", ", associations.Select(association => $"'{association}'").DefaultIfEmpty("none"));
}
