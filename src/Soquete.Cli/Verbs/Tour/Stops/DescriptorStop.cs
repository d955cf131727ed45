using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Cli.Verbs.Tour.Parts;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>A pipe's end that is passed to another process, and written to there (SCM_RIGHTS, unix(7)).</summary>
internal static class DescriptorStop
{
    private const string Giver = "giver";
    private const string Taker = "taker";
    private const string Descriptor = "descriptor";
    private const string Read = "read";
    private const string Arrow = " -> ";
    private const string Offer = "write to this\n";
    private const string Written = "this came through the pipe";

    public static Stop Definition { get; } = new(
        "descriptor", "an open pipe, handed from one process to another")
    {
        Roles =
        [
            new(Giver, GiveAsync) { ConnectsTo = Taker },
            new(Taker, TakeAsync)
            {
                ListensOn = scratch => new UnixDatagramAddress(scratch.PathOf("taker")).ToString(),
            },
        ],
        Lessons =
        [
            new(Giver, "sendmsg",
                "The giver made a pipe. Its number would mean nothing elsewhere, so the open pipe itself is sent "
                + "(SCM_RIGHTS)."),
            new(Taker, "recvmsg",
                "The kernel gives the taker a number of its own for that same pipe. Now it can write, and the giver "
                + "reads.")
            {
                Result = Offer.Length,
            },
        ],
        Checks = [Checks.SameAssociation(Giver, Taker), IsSamePipe, WasRead],
    };

    private static async Task GiveAsync(Part part)
    {
        var taker = await part.OrderedAsync(Order.Connect);
        await using var socket = await part.ConnectDatagramsAsync(taker);
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        TellDescriptor(part, pipe.ClientSafePipeHandle);
        var ancillary = new AncillaryData { Descriptors = [pipe.ClientSafePipeHandle] };
        await socket.SendAsync(Encoding.ASCII.GetBytes(Offer), ancillary, cancellationToken: part.Stopping);
        // The pipe ends when everybody has closed the end that is written to.
        pipe.DisposeLocalCopyOfClientHandle();
        using var reader = new StreamReader(pipe, Encoding.ASCII);
        part.Tell(Read, await reader.ReadToEndAsync(part.Stopping));
    }

    private static async Task TakeAsync(Part part)
    {
        await using var socket = await part.BindAsync();
        part.TellListening(socket.Address);
        var datagram = await part.ReceiveAsync(socket, Offer);
        part.TellSource(socket, datagram);
        using var descriptors = datagram.Descriptors ?? throw new StopFailedException("no descriptor came");
        var end = descriptors[0].TakePipe();
        TellDescriptor(part, end);
        await using var pipe = new AnonymousPipeClientStream(PipeDirection.Out, end);
        await pipe.WriteAsync(Encoding.ASCII.GetBytes(Written), part.Stopping);
    }

    /// <summary>The number, and what /proc says stands behind it (proc_pid_fd(5)).</summary>
    private static void TellDescriptor(Part part, SafeHandle handle)
    {
        var number = handle.DangerousGetHandle();
        part.Tell(Descriptor, $"{number}{Arrow}{new FileInfo($"/proc/self/fd/{number}").LinkTarget}");
    }

    private static string? IsSamePipe(Evidence evidence)
    {
        var (given, taken) = (evidence[Giver].Fact(Descriptor), evidence[Taker].Fact(Descriptor));
        return given is not null && taken is not null && given.Split(Arrow)[^1] == taken.Split(Arrow)[^1]
            ? null
            : $"the giver gave '{given}', and the taker has '{taken}'";
    }

    private static string? WasRead(Evidence evidence) => evidence[Giver].Fact(Read) is var text && text == Written
        ? null
        : $"'{Written}' was written, and '{text}' read";
}
