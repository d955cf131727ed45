using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Soquete.Cli.Events;

/// <summary>One JSON object (RFC 8259) on one line.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object with these fields in this order; null values are left out.</summary>
    public static string Of(params IEnumerable<(string Name, object? Value)> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            WriteObject(writer, fields);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<(string Name, object? Value)> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, null));
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case JsonFields nested:
                WriteObject(writer, nested.Fields);
                break;
            case IEnumerable<object> list:
                WriteArray(writer, list);
                break;
            default:
                throw new ArgumentException($"a {value.GetType().Name} has no place in an event", nameof(value));
        }
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable<object> list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
        {
            WriteValue(writer, item);
        }

        writer.WriteEndArray();
    }
}
