using System.Text.Json;
using Soquete.Mapping;

namespace Soquete.Cli.Map.Json;

/// <summary>What is told of an end.</summary>
internal static class EndFields
{
    /// <summary>In the order of <see cref="MapRole"/>.</summary>
    private static readonly string?[] Roles =
        [null, "listener", "accepted", "connected", "paired", "bound", "reader", "writer"];

    public static void Write(Utf8JsonWriter json, MapEnd end, string? hostName, MapEnd? listener)
    {
        json.WriteNumber("id", end.Index);
        json.WriteString("scheme", end.Scheme);
        json.WriteUnless("remote", end.Kind == MapEndKind.Remote, usual: false);
        json.WriteUnless("unseen", end.Kind == MapEndKind.Unseen, usual: false);
        json.WriteIfAny("role", (int)end.Role < Roles.Length ? Roles[(int)end.Role] : null);
        json.WriteIfAny("inode", end.Inode);
        json.WriteIfAny("name", end.Name);
        json.WriteIfAny("host_name", hostName);
        if (end.Socket is { } socket)
        {
            SocketFields.Write(json, socket);
        }

        if (listener is not null)
        {
            json.WriteNumber("listener", listener.Index);
        }

        WriteHolders(json, end.Holders);
        WriteProblems(json, end.Problems);
    }

    private static void WriteHolders(Utf8JsonWriter json, IReadOnlyList<MapHolder> holders)
    {
        if (holders.Count == 0)
        {
            return;
        }

        json.WriteStartArray("holders");
        foreach (var holder in holders)
        {
            json.WriteStartObject();
            json.WriteNumber("pid", holder.Process.Id);
            json.WriteNumber("fd", holder.Descriptor);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProblems(Utf8JsonWriter json, IReadOnlyList<MapProblem> problems)
    {
        if (problems.Count == 0)
        {
            return;
        }

        json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("problem", NameOf(problem.Kind));
            json.WriteString("detail", problem.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string NameOf(MapProblemKind kind) => kind switch
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
