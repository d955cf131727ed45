using Soquete.Mapping;

namespace Soquete.Cli.Map;

/// <summary>What can be wrong with an end, as it is printed, and named in JSON.</summary>
internal static class MapProblems
{
    public static string NameOf(MapProblemKind kind) => kind switch
    {
        MapProblemKind.FullReceiveQueue => "full-receive-queue",
        MapProblemKind.FullSendQueue => "full-send-queue",
        MapProblemKind.FullBacklog => "full-backlog",
        MapProblemKind.Retransmitting => "retransmitting",
        MapProblemKind.HalfOpen => "half-open",
        MapProblemKind.DeletedFile => "deleted-file",
        MapProblemKind.Drops => "drops",
        _ => "other",
    };
}
