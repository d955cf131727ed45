using System.Collections;

namespace Soquete.Interop;

/// <summary>The environment of a child: this process's own, with changes.</summary>
internal static class ChildEnvironment
{
    /// <summary>The entries, <c>NAME=VALUE</c>; a change to null takes a variable away.</summary>
    public static List<string> With(IReadOnlyDictionary<string, string?> changes)
    {
        var entries = new List<string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (!changes.ContainsKey((string)variable.Key))
            {
                entries.Add($"{variable.Key}={variable.Value}");
            }
        }

        var set = changes.Where(change => change.Value is not null);
        entries.AddRange(set.Select(change => $"{change.Key}={change.Value}"));
        return entries;
    }
}
