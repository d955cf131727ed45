using Soquete.Addresses;

namespace Soquete.Cli.Serving;

/// <summary>A command that was run for a peer did not end well.</summary>
internal sealed class CommandFailedException(string message) : Exception(message)
{
    /// <exception cref="CommandFailedException">The status is not 0.</exception>
    public static void ThrowIfFailed(ExecAddress command, int status)
    {
        if (status != 0)
        {
            throw new CommandFailedException($"{command.ToWords()[0]} exited with status {status}");
        }
    }
}
