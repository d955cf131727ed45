using Soquete.Benchmarking;

namespace Soquete.Cli.Events;

/// <summary>What happens at the other end of <c>bench</c>.</summary>
internal static class BenchEvents
{
    public static CommandEvent Listening(BenchmarkServer server) => ListeningText.EventFor(
        ListeningText.AddressOf(server.Address), server.LocalEnds, "", server.IsOpenToOthers);

    public static CommandEvent Begun(BenchmarkClient client) =>
        new("measuring", $"measuring {client.Association}: {client.Description}")
        {
            Importance = Importance.Detail,
            Fields = [.. PeerFields.Of(client.Association), ("description", client.Description)],
        };

    /// <summary>A measurement is over. One that failed is told to everyone: nothing else would tell.</summary>
    public static CommandEvent Ended(BenchmarkClient client)
    {
        var passed = $"{client.BytesReceived} bytes received, {client.BytesSent} bytes sent";
        var why = client.Failure is OperationCanceledException ? "it was stopped" : client.Failure?.Message;
        var line = why is null
            ? $"measured {client.Association}: {passed}"
            : $"measured {client.Association}: {why} ({passed})";
        return new CommandEvent("measured", line)
        {
            Importance = client.Failure is null ? Importance.Detail : Importance.Normal,
            Fields =
            [
                .. PeerFields.Of(client.Association), ("received", client.BytesReceived), ("sent", client.BytesSent),
                ("seconds", client.Duration.TotalSeconds), ("failure", why),
                ("errno", (client.Failure as SoqueteException)?.ErrorName),
            ],
        };
    }
}
