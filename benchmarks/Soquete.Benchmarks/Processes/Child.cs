using System.Collections;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Benchmarks.Processes;

/// <summary>One process that takes part in a measurement, the leader of a process group of its own.</summary>
internal sealed class Child
{
    private static readonly string?[] Variables =
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}"),
        null,
    ];

    private int? _status;

    private Child(int id) => Id = id;

    public int Id { get; }

    /// <summary>User and system time of it and of the children that it waited for, once it was waited for.</summary>
    public TimeSpan Cpu { get; private set; }

    /// <summary>The most that it, or a child that it waited for, held in memory, once it was waited for.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Starts a program with these as its standard descriptors.</summary>
    public static Child Start(
        IReadOnlyList<string> command, SafeFileHandle input, SafeFileHandle output, SafeFileHandle errors)
    {
        using var settings = new SpawnSettings();
        settings.Duplicate(input, 0);
        settings.Duplicate(output, 1);
        settings.Duplicate(errors, 2);
        return Start(command, settings);
    }

    /// <summary>Starts a program that has a terminal to itself.</summary>
    public static Child Start(IReadOnlyList<string> command, PseudoTerminal terminal)
    {
        using var settings = new SpawnSettings();
        settings.Control(terminal);
        return Start(command, settings);
    }

    /// <summary>Waits for the end on this thread. 0 to 255 as exit(3) had it, or 128 and the signal.</summary>
    public int Wait() => _status ??= Meaning(WaitFor(Id));

    public void Signal(int signal)
    {
        if (_status is null)
        {
            _ = LibC.Kill(-Id, signal);
        }
    }

    /// <summary>Ends the whole group and waits for each of it, so that the kernel adds up what it used.</summary>
    public void End()
    {
        _ = LibC.Kill(-Id, LibC.SignalTerminate);
        while (WaitFor(-Id) is { } status)
        {
            _status ??= Meaning(status);
        }
    }

    private static Child Start(IReadOnlyList<string> command, SpawnSettings settings)
    {
        var error = LibC.Spawn(
            out var id, command[0], settings.Actions, settings.Attributes, [.. command, null], Variables);
        return error == 0
            ? new Child(id)
            : throw new MeasurementException($"{command[0]}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    private int? WaitFor(int process)
    {
        Span<long> usage = stackalloc long[CpuTime.UsageWords];
        int ended;
        int status;
        do
        {
            ended = LibC.WaitFor(process, out status, 0, usage);
        }
        while (ended < 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted);
        if (ended > 0)
        {
            Cpu += CpuTime.In(usage);
            PeakBytes = Math.Max(PeakBytes, usage[CpuTime.PeakWord] << 10);
        }

        return ended < 0 ? null : status;
    }

    private static int Meaning(int? status) =>
        status is not { } raw ? throw new MeasurementException("the process was waited for by another")
        : (raw & 0x7f) == 0 ? (raw >> 8) & 0xff
        : 128 + (raw & 0x7f);
}
