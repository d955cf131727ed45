using Soquete.Dissection;

namespace Soquete.Cli.Capture;

/// <summary>What lines tell beside what packets hold: names of interfaces, hosts and processes.</summary>
internal sealed class CaptureNotes : IDisposable
{
    private readonly InterfaceNames _interfaces = new();
    private readonly Dictionary<int, string> _unknown = [];

    public CaptureNotes(CaptureRequest request)
    {
        Options = request.Text with
        {
            InterfaceName = request.Read is null ? _interfaces.Find : NameInFile,
        };
    }

    public PacketTextOptions Options { get; }

    public void Dispose()
    {
    }

    /// <summary>The numbers of a file are another machine's, so their names here would be wrong.</summary>
    private string NameInFile(int index)
    {
        if (!_unknown.TryGetValue(index, out var name))
        {
            name = _unknown[index] = InterfaceNames.NameOfUnknown(index);
        }

        return name;
    }
}
