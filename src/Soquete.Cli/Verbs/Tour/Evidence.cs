using Soquete.Cli.Verbs.Tour.Reports;
using Soquete.Diagnostics;

namespace Soquete.Cli.Verbs.Tour;

/// <summary>What the processes of one run of a stop reported.</summary>
internal sealed record Evidence(IReadOnlyList<Column> Columns)
{
    public Column this[string role] => Columns.First(column => column.Role == role);

    /// <summary>What all of them reported, causes before effects, each with the number of its column.</summary>
    public IEnumerable<(int Column, Report Report)> InOrder =>
        Columns.SelectMany((column, index) => column.Reports.Select(report => (index, report)))
            .OrderBy(entry => entry.report.Moment);
}

/// <summary>What one process reported: a column of the page.</summary>
internal sealed record Column(string Role, IReadOnlyList<Report> Reports)
{
    /// <summary>The process; null where it never came to a report.</summary>
    public int? ProcessId => Reports.Count > 0 ? Reports[0].ProcessId : null;

    public IEnumerable<SocketCall> Calls => Reports.OfType<CallReport>().Select(report => report.Call);

    public IEnumerable<AssociationReport> Associations => Reports.OfType<AssociationReport>();

    /// <summary>The value of a fact; null where it was not reported.</summary>
    public string? Fact(string name) => Facts(name).FirstOrDefault();

    /// <summary>Every value of a fact that was reported more than once.</summary>
    public IEnumerable<string> Facts(string name) =>
        Reports.OfType<FactReport>().Where(fact => fact.Name == name).Select(fact => fact.Value);
}
