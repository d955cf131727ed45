using System.Buffers.Binary;
using System.Diagnostics;
using Soquete.Filters;
using Soquete.Tests.Support;
using Soquete.Wire;

namespace Soquete.Tests.Filters;

/// <summary>tcpdump(8) as a peer: its compiler, and its filter over a file.</summary>
internal static class Tcpdump
{
    private const int FileHeader = 24;
    private const int RecordHeader = 16;
    private const string Done = "-- done";

    /// <summary>Instead of a program that takes nothing, which tcpdump refuses.</summary>
    public const string RejectsAll = "-- rejects all";

    private const uint MicrosecondMagic = 0xa1b2c3d4;

    /// <summary>What tcpdump compiles expressions to, printed in the way that an option asks for.</summary>
    public static async Task<string[]> CompileAsync(LinkType type, IReadOnlyList<string> expressions, string option)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(folder["expressions"], expressions);
        var output = await Child.RunAsync(
            $"""
            cd {folder.Path}
            while IFS= read -r expression; do
                tcpdump {option} -y {NameOf(type)} -s 262144 -- "$expression" 2>errors && echo {Done} && continue
                grep -q 'rejects all packets' errors && echo {RejectsAll} && echo {Done} && continue
                echo "$expression: $(cat errors)"
            done < expressions
            """);
        var programs = output.Split($"{Done}\n");
        Assert.True(programs.Length == expressions.Count + 1, $"tcpdump refuses one: {output}");
        return programs[..^1];
    }

    /// <summary>The programs themselves.</summary>
    public static async Task<BpfProgram[]> ProgramsAsync(
        LinkType type, IReadOnlyList<string> expressions, string option = "-ddd") =>
        [.. (await CompileAsync(type, expressions, option)).Select(text =>
            text == $"{RejectsAll}\n" ? BpfProgram.RejectAll : BpfProgram.ParseDecimal(text))];

    /// <summary>Which packets of a corpus tcpdump's filter takes, by their place; null where it refuses.</summary>
    public static async Task<HashSet<int>?> FilterAsync(string capture, string expression)
    {
        using var process = Process.Start(new ProcessStartInfo("tcpdump", ["-r", capture, "-w", "-", "--", expression])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output).WaitAsync(Limits.Event);
        await process.WaitForExitAsync().WaitAsync(Limits.Event);
        return process.ExitCode == 0 ? [.. Places(output.ToArray())]
            : (await errors).Contains("rejects all packets", StringComparison.Ordinal) ? []
            : null;
    }

    /// <summary>Writes a corpus as a capture file, in which a packet's time in seconds is its place.</summary>
    public static async Task WriteAsync(string path, LinkType type, CorpusPacket[] corpus)
    {
        await using var file = File.Create(path);
        var header = new byte[FileHeader];
        BinaryPrimitives.WriteUInt32LittleEndian(header, MicrosecondMagic);
        header[4] = 2;
        header[6] = 4;
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), PacketFilter.DefaultSnapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(20), (uint)type);
        await file.WriteAsync(header);
        for (var place = 0; place < corpus.Length; place++)
        {
            var record = new byte[RecordHeader];
            BinaryPrimitives.WriteInt32LittleEndian(record, place);
            BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), corpus[place].Bytes.Length);
            BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), corpus[place].OriginalLength);
            await file.WriteAsync(record);
            await file.WriteAsync(corpus[place].Bytes);
        }
    }

    private static IEnumerable<int> Places(byte[] capture)
    {
        for (var at = FileHeader; at < capture.Length;)
        {
            yield return BinaryPrimitives.ReadInt32LittleEndian(capture.AsSpan(at));
            at += RecordHeader + BinaryPrimitives.ReadInt32LittleEndian(capture.AsSpan(at + 8));
        }
    }

    private static string NameOf(LinkType type) => type switch
    {
        LinkType.Ethernet => "EN10MB",
        LinkType.LinuxSll => "LINUX_SLL",
        LinkType.LinuxSll2 => "LINUX_SLL2",
        LinkType.Null => "NULL",
        LinkType.Ipv4 => "IPV4",
        LinkType.Ipv6 => "IPV6",
        _ => "RAW",
    };
}
