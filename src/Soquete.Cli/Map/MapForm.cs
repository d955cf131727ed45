using Soquete.Cli.Arguments;

namespace Soquete.Cli.Map;

/// <summary>What becomes of the map.</summary>
internal enum MapForm
{
    Text,
    Json,
    Dot,
    Mermaid,
    Svg,
    Html,
    Serve,
    Peer,
    Watch,
    Events,
    Close,
}

/// <summary>The form as it is asked for.</summary>
internal static class MapForms
{
    private static readonly (OptionDefinition Option, MapForm Form)[] All =
    [
        (MapOptions.Dot, MapForm.Dot), (MapOptions.Mermaid, MapForm.Mermaid), (MapOptions.Svg, MapForm.Svg),
        (MapOptions.Html, MapForm.Html), (MapOptions.Serve, MapForm.Serve), (MapOptions.Peer, MapForm.Peer),
        (MapOptions.Watch, MapForm.Watch), (MapOptions.Events, MapForm.Events), (MapOptions.Close, MapForm.Close),
    ];

    /// <exception cref="UsageException">More than one is asked for, or what does not go with it.</exception>
    public static MapForm Of(TypedArguments typed)
    {
        typed.RequireWith(MapOptions.AllowRemote, MapOptions.Serve);
        typed.RefuseTogether([.. All.Select(each => each.Option)]);
        var asked = All.Where(each => typed.Has(each.Option)).ToList();
        if (asked is not [var (option, form)])
        {
            return typed.Has(GlobalOptions.Json) ? MapForm.Json : MapForm.Text;
        }

        RefuseWith(typed, option, MapOptions.All, MapOptions.Wide);
        if (form is not MapForm.Watch)
        {
            RefuseWith(typed, option, MapOptions.Sort);
        }

        if (form is MapForm.Peer)
        {
            RefuseWith(
                typed, option, MapOptions.State, MapOptions.Scheme, MapOptions.User, MapOptions.Namespace,
                MapOptions.Listening, MapOptions.Problems);
        }
        else
        {
            RefuseWith(typed, option, MapOptions.Names);
        }

        if (form is MapForm.Dot or MapForm.Mermaid or MapForm.Svg or MapForm.Html or MapForm.Watch)
        {
            RefuseWith(typed, option, GlobalOptions.Json);
        }

        return form;
    }

    private static void RefuseWith(
        TypedArguments typed, OptionDefinition form, params ReadOnlySpan<OptionDefinition> others)
    {
        foreach (var other in others)
        {
            typed.RefuseTogether(form, other);
        }
    }
}
