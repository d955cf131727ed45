using Soquete.Diagnostics;

namespace Soquete.Cli.Verbs.Tour.Reports;

/// <summary>Something that a process of a stop tells the tour.</summary>
/// <param name="ProcessId">Whose it is.</param>
/// <param name="Time">When it began, in UTC.</param>
internal abstract record Report(int ProcessId, DateTimeOffset Time)
{
    /// <summary>What it is called in JSON.</summary>
    public abstract string Kind { get; }

    /// <summary>Where it stands among the reports of all processes; see <see cref="CallReport.Moment"/>.</summary>
    public virtual DateTimeOffset Moment => Time;
}

/// <summary>A socket call.</summary>
internal sealed record CallReport(SocketCall Call) : Report(Call.ProcessId, Call.Time)
{
    public override string Kind => "call";

    /// <summary>
    /// A call that waits for the other side stands where it ended, every other one where it began: so a cause always
    /// stands before its effect. The end of a send is no such place, for the peer may have the bytes before the
    /// sender is back.
    /// </summary>
    public override DateTimeOffset Moment => WaitsForPeer ? Time + Call.Duration : Time;

    private bool WaitsForPeer => Call.Name is "accept4" or "recv" or "recvmsg" or "recvmmsg";
}

/// <summary>Who talks to whom, as one end has it.</summary>
internal sealed record AssociationReport(
    int ProcessId, DateTimeOffset Time, string Protocol, string Local, string Remote) : Report(ProcessId, Time)
{
    public override string Kind => "association";

    public bool IsMirrorOf(AssociationReport other) =>
        Protocol == other.Protocol && Local == other.Remote && Remote == other.Local;

    public override string ToString() => $"{Protocol} {Local} <-> {Remote}";
}

/// <summary>Something else that is known at one end, such as who the peer is.</summary>
internal sealed record FactReport(int ProcessId, DateTimeOffset Time, string Name, string Value)
    : Report(ProcessId, Time)
{
    /// <summary>The name of the fact whose value is the address that is listened on.</summary>
    public const string Listening = "listening";

    public override string Kind => "fact";
}

/// <summary>The last report of a process.</summary>
internal sealed record EndReport(int ProcessId, DateTimeOffset Time, Outcome Outcome) : Report(ProcessId, Time)
{
    public override string Kind => "end";
}
