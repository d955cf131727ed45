using Soquete.Mapping;

namespace Soquete.Cli.Map.Text;

/// <summary>Who a block is about: the process, its user, its command.</summary>
internal sealed class BlockHeading(TextWriter output, MapTextOptions options)
{
    private const string Gap = "  ";
    private const int LongestCommand = 100;
    private const int ShortestCommand = 10;

    public void Write(MapBlock block)
    {
        output.Write(options.Palette.Heading(block.Title));
        if (block.Process is { } process)
        {
            output.Write(Gap + options.Palette.Faint(process.User));
            WriteCommand(process, block.Title.Length + Gap.Length + process.User.Length);
        }

        output.WriteLine();
        if (options.WithDetails && block.Process is not null)
        {
            WriteDetails(block.Process);
        }
    }

    private void WriteCommand(MapProcess process, int used)
    {
        var room = Math.Min(options.Width - used - Gap.Length, options.WithDetails ? int.MaxValue : LongestCommand);
        if (process.CommandLine.Length > 0 && process.CommandLine != process.Name && room >= ShortestCommand)
        {
            var command = Printable.Shorten(process.CommandLine);
            // Its end is what matters less: the program stands at the beginning.
            var ellipsis = options.Signs.Ellipsis;
            output.Write(Gap + options.Palette.Faint(
                command.Length <= room ? command : command[..(room - ellipsis.Length)] + ellipsis));
        }
    }

    private void WriteDetails(MapProcess process)
    {
        string?[] facts =
        [
            process.Unit, process.Container is { } container ? $"container {container}" : null,
            process.NetworkNamespace > 0 ? $"network namespace {process.NetworkNamespace}" : null,
            process.Started is { } started ? $"since {started.ToLocalTime():yyyy-MM-dd HH:mm:ss}" : null,
        ];
        if (facts.Any(fact => fact is not null))
        {
            output.Write(Gap);
            output.WriteLine(options.Palette.Faint(string.Join(", ", facts.Where(fact => fact is not null))));
        }
    }
}
