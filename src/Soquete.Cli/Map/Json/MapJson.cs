using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Soquete.Cli.Capture;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Json;

/// <summary>
/// A map as objects, one a line, with the fields that docs/map.md promises: processes, ends, edges, gaps.
/// </summary>
/// <remarks>Written as they come: a map of 50,000 ends is no text of 50,000 lines anywhere.</remarks>
internal sealed class MapJson : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly PacketOutput _output = new();
    private readonly Utf8JsonWriter _json;

    private MapJson() => _json = new Utf8JsonWriter(_line, Options);

    /// <summary>Writes it to standard output.</summary>
    /// <param name="map">The map.</param>
    /// <param name="nameOf">The names of other machines; null for one that has none.</param>
    public static void Write(ProcessMap map, Func<MapEnd, string?> nameOf)
    {
        using var lines = new MapJson();
        lines.WriteAll(map, nameOf);
    }

    public void Dispose() => _json.Dispose();

    private void WriteAll(ProcessMap map, Func<MapEnd, string?> nameOf)
    {
        foreach (var process in map.Processes)
        {
            ProcessFields.Write(Begin("process"), process);
            End();
        }

        foreach (var end in map.Ends)
        {
            EndFields.Write(Begin("end"), end, nameOf(end), ListenerIn(map, end));
            End();
        }

        foreach (var edge in map.Edges)
        {
            WriteEdge(Begin("edge"), edge);
            End();
        }

        foreach (var gap in map.Gaps)
        {
            WriteGap(Begin("gap"), gap);
            End();
        }

        _output.Flush();
    }

    /// <summary>The listener, where it is in this map: one that is only in the whole has a place there.</summary>
    private static MapEnd? ListenerIn(ProcessMap map, MapEnd end) =>
        end.Listener is { } listener && map.Contains(listener) ? listener : null;

    private static void WriteEdge(Utf8JsonWriter json, MapEdge edge)
    {
        json.WriteNumber("from", edge.From.Index);
        json.WriteNumber("to", edge.To.Index);
        json.WriteUnless("directed", edge.IsDirected, usual: true);
        json.WriteUnless("one_way", edge.IsOneWay, usual: false);
        json.WriteUnless("waiting", edge.IsWaiting, usual: false);
    }

    private static void WriteGap(Utf8JsonWriter json, TableGap gap)
    {
        json.WriteString("what", gap.What);
        json.WriteString("reason", gap.Reason);
    }

    private Utf8JsonWriter Begin(string kind)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("kind", kind);
        return _json;
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _output.WriteLine(_line.WrittenSpan);
    }
}
