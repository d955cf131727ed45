using System.Text.Json;
using Soquete.Mapping;

namespace Soquete.Cli.Map.Json;

/// <summary>What is told of a process.</summary>
internal static class ProcessFields
{
    public static void Write(Utf8JsonWriter json, MapProcess process)
    {
        json.WriteNumber("pid", process.Id);
        json.WriteNumber("ppid", process.ParentId);
        json.WriteString("name", process.Name);
        json.WriteIfAny("command", process.CommandLine);
        json.WriteNumber("uid", process.UserId);
        json.WriteIfAny("user", process.User);
        if (process.Started is { } started)
        {
            json.WriteString("started", started);
        }

        json.WriteIfAny("cgroup", process.ControlGroup);
        json.WriteIfAny("unit", process.Unit);
        json.WriteIfAny("container", process.Container);
        json.WriteIfAny("netns", process.NetworkNamespace);
        json.WriteUnless("readable", process.IsReadable, usual: true);
    }
}
