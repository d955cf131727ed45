using System.Text;
using Soquete.Cli.Terminal;
using Soquete.Mapping;
using Soquete.Mapping.Drawing;
using Soquete.Streams;

namespace Soquete.Cli.Map.Pages;

/// <summary>A page in a file, for its owner alone: command lines are in it. It is there whole, or not at all.</summary>
internal static class PageFile
{
    private const int Buffer = 64 * 1024;

    /// <exception cref="SoqueteException">The file cannot be made or written.</exception>
    /// <exception cref="OutputException">It cannot be put in its place.</exception>
    public static void Write(ProcessMap map, string path)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var stream = OutputStream.CreatePrivate(unfinished))
            using (var writer = new StreamWriter(stream, new UTF8Encoding(false), Buffer) { NewLine = "\n" })
            {
                MapPage.Write(map, writer);
            }

            Put(unfinished, path);
        }
        finally
        {
            // Gone already where it is in its place.
            File.Delete(unfinished);
        }
    }

    private static void Put(string unfinished, string path)
    {
        try
        {
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{path}: the page cannot be put there, since it is no file, or not this user's");
        }
    }
}
