using Soquete.Cli.Verbs.Tour;
using Soquete.Cli.Verbs.Tour.Reports;
using Soquete.Diagnostics;

namespace Soquete.Cli.Tests.Tour;

/// <summary>Reports that were made up.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Time = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A call that began so many ticks after <see cref="Time"/>, and took so many.</summary>
    public static CallReport Call(
        string name, long result = 0, string? error = null, int after = 0, int took = 0, int pid = 1,
        string arguments = "3, AF_INET6")
    {
        var (time, duration) = (Time.AddTicks(after), TimeSpan.FromTicks(took));
        var number = error is null ? 0 : 111;
        return new(new SocketCall(Sequence: 1, time, duration, pid, name, arguments, result, error, number));
    }

    public static AssociationReport Association(string local, string remote) => new(1, Time, "tcp", local, remote);

    public static Evidence Evidence(params (string Role, Report[] Reports)[] columns) =>
        new([.. columns.Select(column => new Column(column.Role, column.Reports))]);
}
