namespace Soquete.Mapping.Processes;

/// <summary>What /proc/PID/stat says (proc_pid_stat(5)).</summary>
/// <param name="Name">The name, fit to be shown.</param>
/// <param name="State">One letter: <c>Z</c> for a process that ended and is not waited for.</param>
/// <param name="ParentId">Its parent.</param>
/// <param name="IsKernelThread">Whether it is the kernel's own, which has no descriptors.</param>
/// <param name="ThreadCount">How many threads it has.</param>
/// <param name="StartedTicks">When it started, in hundredths of a second since the boot.</param>
internal readonly record struct ProcessStatus(
    string Name, char State, int ParentId, bool IsKernelThread, int ThreadCount, ulong StartedTicks)
{
    // Counted from the field after the name, which is the third of the man page.
    private const int ParentField = 1;
    private const int FlagsField = 6;
    private const int ThreadsField = 17;
    private const int StartField = 19;
    private const ulong KernelThreadFlag = 0x200000;

    /// <summary>Reads it; the name may have blanks and parentheses of its own.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ProcessStatus status)
    {
        var open = line.IndexOf((byte)'(');
        var close = line.LastIndexOf((byte)')');
        status = default;
        if (open < 0 || close < open || close + 2 >= line.Length)
        {
            return false;
        }

        status = new ProcessStatus(ProcText.Shown(line[(open + 1)..close]), (char)line[close + 2], 0, false, 0, 0);
        var field = 0;
        var rest = line[(close + 2)..];
        foreach (var range in rest.Split((byte)' '))
        {
            var number = ProcText.Number(rest[range]);
            status = field switch
            {
                ParentField => status with { ParentId = (int)number },
                FlagsField => status with { IsKernelThread = (number & KernelThreadFlag) != 0 },
                ThreadsField => status with { ThreadCount = (int)number },
                StartField => status with { StartedTicks = number },
                _ => status,
            };
            field++;
        }

        return field > StartField;
    }
}
