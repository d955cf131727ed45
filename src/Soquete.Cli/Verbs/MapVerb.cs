using Soquete.Cli.Arguments;
using Soquete.Cli.Failures;
using Soquete.Cli.Map;
using Soquete.Cli.Map.Closing;
using Soquete.Cli.Map.Events;
using Soquete.Cli.Map.Json;
using Soquete.Cli.Map.Pages;
using Soquete.Cli.Map.Peers;
using Soquete.Cli.Map.Text;
using Soquete.Cli.Map.Watching;
using Soquete.Mapping;
using Soquete.Mapping.Drawing;

namespace Soquete.Cli.Verbs;

/// <summary><c>map</c>: who talks to whom on this machine.</summary>
internal sealed class MapVerb : Verb
{
    public override VerbDefinition Definition { get; } =
        new("map", "Show who talks to whom: processes, and the sockets that join them")
    {
        Description =
        [
            "Every socket and pipe of this machine, each joined to its other end and to the processes that have it " +
            "open: a block for each process, a line for each edge. An arrow points from who connected to who " +
            "listens, or from who writes to who reads; === joins what was made as a pair. A line that begins with ! " +
            "has a problem: a queue that nobody reads, a full backlog, a socket whose file is deleted.",
            "A target narrows it to one process (PID or NAME, which may be that of a unit or container), one :PORT, " +
            "one PATH or abstract @NAME, one inode:N, or one descriptor PID/FD, with everything that touches it. " +
            "--peer gives one answer: who is at the other end.",
            "What other users' processes have open takes CAP_SYS_PTRACE, and other network namespaces take " +
            "CAP_SYS_ADMIN. What could not be seen is said on standard error, a line each. The status is 1 where " +
            "nothing was found.",
        ],
        Arguments =
        [
            new("TARGET", "PID, NAME, :PORT, PATH, @NAME, inode:N or PID/FD; everything without one")
            {
                IsOptional = true,
            },
        ],
        Options = MapOptions.Definitions,
        Examples =
        [
            new("soquete map", "Who talks to whom on this machine"),
            new("soquete map :5432", "Who is connected to the database"),
            new("soquete map nginx --verbose", "One server, with figures: round trips, bytes, memory, descriptors"),
            new("soquete map --peer 4711/7", "Who is at the other end of descriptor 7 of process 4711"),
            new("soquete map --peer /run/docker.sock", "Who is connected to a unix socket"),
            new("soquete map --problems", "Stuck readers, full backlogs, deleted socket files"),
            new("soquete map --listening --scheme tcp,udp", "What waits on which port"),
            new("soquete map postgres --svg > postgres.svg", "A drawing"),
            new("soquete map --watch --sort rate", "A live view, the busiest connections first"),
            new("soquete map --events :443", "Connections as they come and go"),
            new("soquete map --close :8080", "End connections: shows them, and asks"),
        ],
        Statuses =
        [
            ExitStatus.Done, ExitStatus.Failed, ExitStatus.WrongUsage, ExitStatus.NotPermitted, ExitStatus.Interrupted,
        ],
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var request = MapRequest.From(invocation);
        switch (request.Form)
        {
            case MapForm.Peer:
                PeerReport.Print(ProcessMap.Capture(request.Reading), request.Peer!, invocation);
                return ExitStatus.Done;
            case MapForm.Watch:
                return await WatchLoop.RunAsync(invocation, WatchRequest.Of(request));
            case MapForm.Events:
                await EventLoop.RunAsync(invocation, request);
                return ExitStatus.Done;
            case MapForm.Close:
                return CloseRun.Run(invocation, request);
            case MapForm.Serve:
                await PageServing.RunAsync(invocation, request);
                return ExitStatus.Done;
            default:
                await PrintAsync(request, invocation);
                return ExitStatus.Done;
        }
    }

    private static async Task PrintAsync(MapRequest request, Invocation invocation)
    {
        var part = request.Capture();
        if (part.Map.Ends.Count == 0)
        {
            GapEvents.Report(part.Map, invocation.Events);
            throw new NothingFoundException("map: nothing was found");
        }

        await WriteAsync(part, request, invocation);
        if (request.Form != MapForm.Json)
        {
            GapEvents.Report(part.Map, invocation.Events);
        }
    }

    private static async Task WriteAsync(MapPart part, MapRequest request, Invocation invocation)
    {
        using var output = new OutputWriter();
        switch (request.Form)
        {
            case MapForm.Json:
                MapJson.Write(part.Map, (await NamesAsync(part, request, invocation)).Of);
                break;
            case MapForm.Dot:
                MapDot.Write(part.Map, output);
                break;
            case MapForm.Mermaid:
                MapMermaid.Write(part.Map, output);
                break;
            case MapForm.Svg:
                MapSvg.Write(part.Map, output);
                break;
            case MapForm.Html:
                PageFile.Write(part.Map, request.File!);
                break;
            default:
                var names = await NamesAsync(part, request, invocation);
                MapText.Write(output, part, MapTextOptions.For(request, names, invocation.Settings));
                break;
        }

        output.Flush();
    }

    private static async Task<RemoteNames> NamesAsync(MapPart part, MapRequest request, Invocation invocation) =>
        request.WithNames
            ? await RemoteNames.LookUpAsync(part.Map, request.LookUpLimit, invocation.Interruption.Stopping)
            : RemoteNames.None;
}
