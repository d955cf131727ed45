using System.Text.Json;

namespace Soquete.Cli.Map.Json;

/// <summary>Fields that are left out where they say nothing.</summary>
internal static class OptionalFields
{
    public static void WriteUnless(this Utf8JsonWriter json, string name, bool value, bool usual)
    {
        if (value != usual)
        {
            json.WriteBoolean(name, value);
        }
    }

    public static void WriteIfAny(this Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteIfAny(this Utf8JsonWriter json, string name, ulong? value)
    {
        if (value is > 0)
        {
            json.WriteNumber(name, value.Value);
        }
    }

    public static void WriteMilliseconds(this Utf8JsonWriter json, string name, TimeSpan? value)
    {
        if (value is { } time)
        {
            json.WriteNumber(name, time.TotalMilliseconds);
        }
    }
}
