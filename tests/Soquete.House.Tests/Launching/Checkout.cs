using System.Diagnostics;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Launching;

/// <summary>
/// A checkout with the real launcher and a <c>dotnet</c> that builds in no time: it makes a script that says what kind
/// it is, then each argument, then what it reads. The name of the folder has a space and a quote in it.
/// </summary>
internal sealed class Checkout : IDisposable
{
    /// <summary>The fake SDK; MODE says what goes wrong, CALLS gets a line a build, GATE holds one back.</summary>
    private const string Dotnet = """
        #!/bin/sh
        if [ "$1" = --version ]; then echo 10.0.999; exit 0; fi
        echo "$*" >>"$CALLS"
        if [ -n "$GATE" ]; then echo begun >"$GATE.begun"; read -r line <"$GATE"; fi
        case "$MODE $*" in
          broken*) echo 'src/a.cs(1,1): error CS1002: ; expected'; exit 1 ;;
          no-pack*net10.0*PublishAot=true*) echo 'a : error NU1101: Unable to find package'; exit 1 ;;
          no-link*PublishAot=true*) echo 'b : error MSB3073: The command "clang" exited with code 1.'; exit 1 ;;
        esac
        for argument; do
          if [ "$before" = -o ]; then output=$argument; fi
          case $argument in -p:SoqueteBuildKind=*) kind=${argument#*=} ;; esac
          before=$argument
        done
        mkdir -p "$output"
        printf '#!/bin/sh\necho "%s $$"\nprintf "[%%s]\\n" "$@"\nexec cat\n' "$kind" >"$output/Soquete.Cli"
        chmod +x "$output/Soquete.Cli"
        """;

    private readonly TemporaryFolder _folder = new();

    public Checkout(bool withCompiler = true)
    {
        Directory.CreateDirectory(Path.Combine(Root, "src", "Soquete.Cli"));
        Directory.CreateDirectory(Tools);
        Copy("soquete");
        Copy("src/Soquete.Cli/build.sh");
        File.WriteAllText(Source, "1\n");
        File.WriteAllText(Path.Combine(Root, "Directory.Build.props"), "<Project />\n");
        File.WriteAllText(Path.Combine(Root, "global.json"), "{}\n");

        AddTool("dotnet", Dotnet);
        if (withCompiler)
        {
            AddTool("gcc", "#!/bin/sh\n");
        }
    }

    public string Root => Path.Combine(_folder.Path, "a checkout's folder");

    public string Source => Path.Combine(Root, "src", "a.cs");

    public string Gate => Path.Combine(_folder.Path, "gate");

    /// <summary>The arguments of each build so far.</summary>
    public string[] Builds => File.Exists(Calls) ? File.ReadAllLines(Calls) : [];

    public string Mode { get; set; } = "";

    private string Calls => Path.Combine(_folder.Path, "calls");

    private string Tools => Path.Combine(_folder.Path, "tools");

    public Task<Finished> Launch(params string[] arguments) =>
        Finished.Run(Start(Path.Combine(Root, "soquete"), arguments));

    /// <summary>How to start a file so that it finds the fake SDK, and of the machine's tools no C compiler.</summary>
    public ProcessStartInfo Start(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = _folder.Path };
        start.Environment["PATH"] = $"{Tools}:{MachineTools.Folder}";
        start.Environment["HOME"] = _folder.Path;
        start.Environment["MODE"] = Mode;
        start.Environment["CALLS"] = Calls;
        start.Environment["GATE"] = File.Exists(Gate) ? Gate : "";
        start.Environment.Remove("DOTNET_ROOT");
        return start;
    }

    public void AddTool(string name, string script)
    {
        var path = Path.Combine(Tools, name);
        File.WriteAllText(path, script);
        MakeExecutable(path);
    }

    public void Dispose() => _folder.Dispose();

    private static void MakeExecutable(string path) =>
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);

    private void Copy(string name) => File.Copy(Repository.Full(name), Path.Combine(Root, name));
}
