using System.Globalization;

namespace Soquete.Mapping.Drawing.Page;

/// <summary>What the page says of a process.</summary>
internal static class BoxFacts
{
    /// <summary>Names and values, of what is known.</summary>
    public static IEnumerable<(string Name, string Value)> Of(DrawnBox box)
    {
        if (box.Process is not { } process)
        {
            return box.Subtitle.Length > 0 ? [("what", box.Subtitle)] : [];
        }

        (string Name, string? Value)[] facts =
        [
            ("pid", Number(process.Id)),
            ("parent", process.ParentId == 0 ? null : Number(process.ParentId)),
            ("user", process.User.Length > 0 ? process.User : Number((int)process.UserId)),
            ("command", process.CommandLine),
            ("unit", process.Unit),
            ("container", process.Container),
            ("control group", process.ControlGroup),
            ("namespace", process.NetworkNamespace == 0 ? null
                : process.NetworkNamespace.ToString(CultureInfo.InvariantCulture)),
            ("started", process.Started?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
            ("to itself", box.ToItself == 0 ? null : Number(box.ToItself)),
        ];
        return facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => (fact.Name, fact.Value!));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
