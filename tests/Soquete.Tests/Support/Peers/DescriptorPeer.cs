using System.Globalization;

namespace Soquete.Tests.Support.Peers;

/// <summary>
/// Programs in Python that pass descriptors and credentials over unix sockets, and share no code with Soquete. Each
/// method gives the arguments of <see cref="Program"/>; <c>Child.Start(DescriptorPeer.Program, …)</c> starts it. Each
/// prints <c>ready</c> once it has bound or connected, a line for whatever it does then, <c>failed ERRNO</c> when a
/// call fails (and its status is 1), and <c>end</c> when it has finished.
/// </summary>
internal static class DescriptorPeer
{
    public const string Program = "python3";

    /// <summary>What one message can carry at most (SCM_MAX_FD, unix(7)).</summary>
    public const int MostDescriptors = 253;

    /// <summary>What becomes of a received descriptor: read once, and closed.</summary>
    public const string Read = "read";

    /// <summary>It is closed, and there is no line for it.</summary>
    public const string Close = "close";

    /// <summary>The word is written to it where it can be written to, and it is closed.</summary>
    public static string Write(string word) => $"write:{word}";

    /// <summary>
    /// Receives. Prints <c>message BYTES descriptors N</c>, with <c>cut</c> or <c>control-cut</c> after it where that
    /// was so; <c>credentials PID UID GID</c> when asked for; for each descriptor
    /// <c>descriptor INDEX file|pipe|socket|directory|device read TEXT</c> (or <c>wrote WORD</c>, <c>closed</c>); and
    /// <c>end</c> at the end of the stream. A datagram receiver that connects sends an empty message first, so that the
    /// other side learns its name.
    /// </summary>
    /// <param name="end">Where.</param>
    /// <param name="use"><see cref="Read"/>, <see cref="Close"/> or <see cref="Write"/>.</param>
    /// <param name="messages">After how many it ends with status 0; 0 is never.</param>
    /// <param name="credentials">Whether SO_PASSCRED is on.</param>
    public static string[] Receive(PeerEnd end, string use = Read, int messages = 0, bool credentials = false) =>
        [.. Script(DescriptorScripts.Receive, end), use, Text(messages), credentials ? "1" : "0"];

    /// <summary>
    /// Sends messages with descriptors: <c>file:TEXT</c>, <c>pipe:TEXT</c> (the end to read, the other one closed),
    /// <c>socket:TEXT</c> (one of a pair, with that to receive), <c>pipe-in</c> (the end to write) or <c>null</c>.
    /// Prints <c>sent BYTES descriptors N</c> for each message; then ends its output, and prints
    /// <c>written INDEX TEXT</c> with all that was written to a socket or pipe, once nobody has it any more. A datagram
    /// sender that listens waits for a message, and sends to where it came from.
    /// </summary>
    /// <param name="end">Where.</param>
    /// <param name="bytes">Of each message: digits, 0 to 9 over and over. A stream's message has at least one.</param>
    /// <param name="messages">How many; 0 is for ever.</param>
    /// <param name="descriptors">The same with each message.</param>
    public static string[] Send(PeerEnd end, int bytes, int messages, params IEnumerable<string> descriptors) =>
        [.. Script(DescriptorScripts.Send, end), Text(bytes), Text(messages), .. descriptors];

    /// <summary>Sends messages of one byte, each with as many descriptors as one can carry.</summary>
    /// <param name="end">Where.</param>
    /// <param name="messages">How many; 0 is for ever.</param>
    public static string[] Flood(PeerEnd end, int messages = 0) =>
        Send(end, 1, messages, Enumerable.Repeat("null", MostDescriptors));

    /// <summary>Sends a text with credentials. Prints <c>credentials PID UID GID</c>, then <c>sent BYTES</c>.</summary>
    /// <param name="end">Where.</param>
    /// <param name="text">The message.</param>
    /// <param name="user">The user and group it becomes before; itself where not given.</param>
    /// <param name="pid">What it claims; the truth where not given.</param>
    /// <param name="uid">Likewise.</param>
    /// <param name="gid">Likewise.</param>
    public static string[] SendCredentials(
        PeerEnd end, string text, int? user = null, int? pid = null, int? uid = null, int? gid = null) =>
        [.. Script(DescriptorScripts.SendCredentials, end), text, Text(user), Text(pid), Text(uid), Text(gid)];

    private static string[] Script(string script, PeerEnd end) => ["-I", "-c", script, .. end.Words];

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
