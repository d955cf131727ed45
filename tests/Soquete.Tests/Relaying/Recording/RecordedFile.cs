using System.Globalization;
using Soquete.Relaying.Recording;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying.Recording;

/// <summary>A file that a relay records to, and what tshark says of it.</summary>
internal sealed class RecordedFile : IAsyncDisposable
{
    /// <summary>Checks every checksum, and takes payloads for what they are here: bytes.</summary>
    private const string Settings =
        "-o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE "
        + "-d tcp.port==1-65535,data -d udp.port==1-65535,data";

    /// <summary>
    /// What no packet of ours is: damaged, out of order, repeated, of a wrong checksum, or worth a warning.
    /// </summary>
    private const string Wrong =
        "_ws.malformed or tcp.analysis.flags or (tcp and tcp.checksum.status != 1) "
        + "or (udp and udp.checksum.status != 1) or (ip and ip.checksum.status != 1) "
        + "or (_ws.expert.severity >= 6291456 and not tcp.flags.reset == 1)";

    private readonly TemporaryFolder _folder = new();

    public RecordedFile()
    {
        Path = _folder["relay.pcapng"];
        Recording = new RelayRecording(OutputStream.CreatePrivate(Path));
    }

    public string Path { get; }

    public RelayRecording Recording { get; }

    /// <summary>Ends the recording, and checks that tshark finds nothing wrong in it.</summary>
    public async Task EndAsync()
    {
        await Recording.DisposeAsync().AsTask().AtLast();
        Assert.Null(Recording.Failure);
        Assert.Equal("", await TsharkAsync($"-Y '{Wrong}'"));
    }

    /// <summary>Fields of packets, a line each, with <c>|</c> between them.</summary>
    public async Task<string[]> FieldsAsync(string filter, params string[] fields) => (await TsharkAsync(
        $"-Y '{filter}' -T fields -E separator='|' -E occurrence=f "
        + string.Join(' ', fields.Select(field => $"-e {field}")))).Split('\n')[..^1];

    /// <summary>What passed each way in a conversation, as Wireshark follows it.</summary>
    public async Task<(byte[] Forward, byte[] Back)> FollowAsync(string protocol, int number = 0)
    {
        var lines = (await TsharkAsync($"-q -z follow,{protocol},raw,{number}")).Split('\n');
        // Behind four lines about it, each piece is a line; what comes from the second is indented.
        var pieces = lines.Skip(6).TakeWhile(line => !line.StartsWith('=')).ToList();
        var ofSecond = pieces.ToLookup(line => line.StartsWith('\t'));
        return (Bytes(ofSecond[false]), Bytes(ofSecond[true]));
    }

    public async ValueTask DisposeAsync()
    {
        await Recording.DisposeAsync();
        _folder.Dispose();
    }

    private static byte[] Bytes(IEnumerable<string> lines) =>
        Convert.FromHexString(string.Concat(lines.Select(line => line.Trim())));

    private Task<string> TsharkAsync(string arguments) => Child.RunAsync(
        string.Create(CultureInfo.InvariantCulture, $"tshark -n -r {Path} {Settings} {arguments} 2> /dev/null"));
}
