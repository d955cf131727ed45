using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>The calls of a plan, written out.</summary>
internal static class PlannedCalls
{
    private const string Descriptor = "FD";

    public static IReadOnlyList<string> Of(SocketPlan plan)
    {
        var kind = plan.Kind | SocketKind.CloseOnExec;
        var socket = CallNotation.SocketArguments(plan.Domain, kind, plan.Protocol);
        var calls = new List<string> { $"socket({socket}) = {Descriptor}" };
        calls.AddRange(plan.Settings.Select(setting => $"setsockopt({setting.Notation(Descriptor)})"));
        if (plan.Mode is { } mode)
        {
            calls.Add($"fchmod({CallNotation.ModeArguments(Descriptor, (uint)mode)})");
        }

        if (plan.Bind is { } local)
        {
            calls.Add($"bind({CallNotation.NameArguments(Descriptor, local)})");
        }

        calls.AddRange(plan.AfterBind.Select(setting => $"setsockopt({setting.Notation(Descriptor)})"));
        if (plan.Remote is { } remote)
        {
            calls.Add($"connect({CallNotation.NameArguments(Descriptor, remote)})");
        }

        calls.AddRange(plan.AfterConnect.Select(setting => $"setsockopt({setting.Notation(Descriptor)})"));

        if (plan.Backlog is { } backlog)
        {
            calls.Add($"listen({CallNotation.ListenArguments(Descriptor, backlog)})");
        }

        return calls;
    }
}
