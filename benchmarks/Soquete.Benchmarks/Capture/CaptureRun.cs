using System.Globalization;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;
using Soquete.Benchmarks.Processes;
using Soquete.Wire.Captures;

namespace Soquete.Benchmarks.Capture;

/// <summary>A steady rate of frames, and a program that writes them to a file in memory.</summary>
internal static class CaptureRun
{
    /// <summary>Longer than any of the programs leaves frames in its ring: tcpdump a second.</summary>
    private const int LastBlocksSeconds = 2;

    /// <summary>Where files are in memory, so that no disk decides.</summary>
    private const string MemoryFolder = "/dev/shm";

    /// <summary>Captures so many frames.</summary>
    /// <param name="program">What captures.</param>
    /// <param name="bytes">How long a frame is.</param>
    /// <param name="count">How many are sent.</param>
    /// <param name="perSecond">How many in a second.</param>
    /// <returns>What was captured; CPU time is of the capturing program alone, once it listens.</returns>
    public static Sample Measure(CapturingProgram program, int bytes, long count, long perSecond)
    {
        using var link = new CapturedLink();
        var file = Path.Combine(MemoryFolder, $"soquete-benchmarks-{Environment.ProcessId}.{program.Extension}");
        using var participants = new Participants(countsThisProcess: false, watchesMemory: true);
        try
        {
            var capturing = participants.StartListener(
                link.At(CapturedLink.Captured, program.Words(CapturedLink.Captured, file)));
            var start = CpuTime.OfRunning(capturing.Id);
            var flood = Flood(participants, link, bytes, count, perSecond);
            capturing.Signal(LibC.SignalTerminate);
            capturing.Wait();
            var cpu = capturing.Cpu - start;
            return new Sample(Frames(file), flood.Wall, cpu)
            {
                Flow = new FlowSample(count, flood.Cpu, cpu), PeakBytes = participants.PeakBytes,
            };
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static EndReport Flood(
        Participants participants, CapturedLink link, int bytes, long count, long perSecond)
    {
        long[] numbers = [bytes, count, perSecond, LastBlocksSeconds];
        IEnumerable<string> words =
        [
            CProgram.Path("frame-flood"), CapturedLink.Flooded,
            .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ];
        using var flood = EndProcess.Start(participants, link.At(CapturedLink.Flooded, words));
        return flood.Finish().Report;
    }

    /// <summary>How many the file holds, whatever the program says of itself.</summary>
    private static long Frames(string file)
    {
        using var reader = new CaptureReader(File.OpenRead(file));
        var frames = 0L;
        while (reader.TryRead(out _))
        {
            frames++;
        }

        return frames;
    }
}
