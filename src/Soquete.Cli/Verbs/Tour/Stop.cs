using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Diagnostics;

namespace Soquete.Cli.Verbs.Tour;

/// <summary>
/// One kind of conversation, shown between real processes. A new stop is one file in <c>Stops/</c> and one line in
/// <see cref="StopList"/>.
/// </summary>
/// <param name="Name">What is typed to run it alone.</param>
/// <param name="Summary">What it shows, in a few words.</param>
internal sealed record Stop(string Name, string Summary)
{
    /// <summary>A process each, from the left column to the right one.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>What a reader is told between the calls.</summary>
    public IReadOnlyList<Lesson> Lessons { get; init; } = [];

    /// <summary>What has to hold of all parts together; each gives null, or the reason where it does not.</summary>
    public required IReadOnlyList<Func<Evidence, string?>> Checks { get; init; }

    /// <summary>Why this machine or user cannot run it, where a failure says so; else null.</summary>
    public Func<SoqueteException, string?> WhyNotHere { get; init; } = _ => null;
}

/// <summary>One process of a stop.</summary>
/// <param name="Name">What it is called above its column.</param>
/// <param name="PlayAsync">What it does, in that process.</param>
internal sealed record Role(string Name, Func<Part, Task> PlayAsync)
{
    /// <summary>The address that it is told to listen on; null for one that does not listen.</summary>
    public Func<Scratch, string>? ListensOn { get; init; }

    /// <summary>The role whose address it is told to connect to, as soon as that one listens; null for none.</summary>
    public string? ConnectsTo { get; init; }
}

/// <summary>A sentence for people who learn sockets, printed before the first call that it is about.</summary>
/// <param name="Role">Whose call.</param>
/// <param name="Call">The call's name.</param>
/// <param name="Text">The sentence.</param>
internal sealed record Lesson(string Role, string Call, string Text)
{
    /// <summary>What the call has to have returned; null for whatever it was.</summary>
    public long? Result { get; init; }

    /// <summary>What has to stand in the call's arguments; nothing in particular unless set.</summary>
    public string Holds { get; init; } = "";

    public bool IsAbout(string role, in SocketCall call) =>
        Role == role && Call == call.Name && (Result ?? call.Result) == call.Result
        && call.Arguments.Contains(Holds, StringComparison.Ordinal);
}
