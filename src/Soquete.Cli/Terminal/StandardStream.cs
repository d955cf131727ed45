using System.Text;
using Soquete.Streams;

namespace Soquete.Cli.Terminal;

/// <summary>
/// Text to one of this process's own outputs, unbuffered. Safe to use from several threads: lines stay whole.
/// </summary>
internal sealed class StandardStream(int descriptor, string name)
{
    private readonly Lock _oneAtATime = new();

    public static StandardStream Output { get; } = new(StandardDescriptor.Output, "standard output");

    public static StandardStream Error { get; } = new(StandardDescriptor.Error, "standard error");

    public void WriteLine(string line) => Write(line + "\n");

    /// <exception cref="OutputException">The descriptor cannot be written to.</exception>
    public void Write(string text)
    {
        if (ClosedDescriptors.Has(descriptor))
        {
            throw new OutputException($"{name} is closed");
        }

        try
        {
            lock (_oneAtATime)
            {
                StandardDescriptor.Write(descriptor, Encoding.UTF8.GetBytes(text));
            }
        }
        catch (SoqueteException failure)
        {
            throw new OutputException(failure.Message, failure.ErrorName);
        }
    }

    /// <summary>Writes a line where it can be written. A failure of standard error has nowhere to be told.</summary>
    public bool TryWriteLine(string line)
    {
        try
        {
            WriteLine(line);
            return true;
        }
        catch (OutputException)
        {
            return false;
        }
    }
}
