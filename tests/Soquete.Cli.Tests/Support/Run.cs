using System.Text;

namespace Soquete.Cli.Tests.Support;

/// <summary>How a process ended and what it printed.</summary>
internal sealed record Run(int Status, byte[] OutputBytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(OutputBytes);

    /// <summary>The one line that a failure prints.</summary>
    public string ErrorLine => Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Everything, for the message of an assertion.</summary>
    public override string ToString() => $"status {Status}\n--- output\n{Output}\n--- error\n{Error}";
}
