using Soquete.Cli.Capture;
using Soquete.Cli.Events;
using Soquete.Cli.Map.Text;
using Soquete.Mapping;

namespace Soquete.Cli.Map.Peers;

/// <summary>The answer of <c>--peer</c> as objects, one for each process at the other end.</summary>
internal static class PeerJson
{
    public static void Write(IReadOnlyList<PeerAnswer> answers, EndText text)
    {
        var output = new PacketOutput();
        foreach (var answer in answers)
        {
            if (answer.Other.Holders.Count == 0)
            {
                output.WriteLine(Of(answer, null, text));
            }

            foreach (var holder in answer.Other.Holders)
            {
                output.WriteLine(Of(answer, holder, text));
            }
        }

        output.Flush();
    }

    private static string Of(PeerAnswer answer, MapHolder? holder, EndText text) => JsonLine.Of(
    [
        ("kind", "peer"), ("pid", holder?.Process.Id), ("name", holder?.Process.Name),
        ("command", NullIfEmpty(holder?.Process.CommandLine)), ("uid", holder?.Process.UserId),
        ("user", NullIfEmpty(holder?.Process.User)), ("fd", holder?.Descriptor),
        .. FieldsOf("", answer.Other, text), .. FieldsOf("asked_", answer.Asked, text),
        ("remote", TrueOrNull(answer.Other.Kind == MapEndKind.Remote)),
        ("unseen", TrueOrNull(answer.Other.Kind == MapEndKind.Unseen)),
        ("connected", answer.Edge.IsDirected ? answer.DidConnect : null),
        ("waiting", TrueOrNull(answer.Edge.IsWaiting)),
    ]);

    private static (string Name, object? Value)[] FieldsOf(string prefix, MapEnd end, EndText text) =>
    [
        (prefix + "scheme", end.Scheme), (prefix + "address", NullIfEmpty(text.NameOf(end))),
        (prefix + "inode", end.Inode > 0 ? (long)end.Inode : null),
    ];

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static bool? TrueOrNull(bool value) => value ? true : null;
}
