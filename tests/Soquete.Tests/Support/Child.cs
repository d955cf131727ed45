using System.Diagnostics;
using System.Text;

namespace Soquete.Tests.Support;

/// <summary>
/// A process of a test, its lines read as they come. Killed, with its children, when the test is over.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _reading;
    private TaskCompletionSource _grew = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Child(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
    }

    /// <summary>The test assembly as a program; <see cref="Program"/> holds its parts.</summary>
    public static string ThisAssembly { get; } = Path.Combine(AppContext.BaseDirectory, "Soquete.Tests");

    public int Id => _process.Id;

    public StreamWriter Input => _process.StandardInput;

    /// <summary>What it has written so far, to standard output and standard error.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static Child Part(params string[] arguments) => Start(ThisAssembly, arguments);

    public static Child Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["SELF"] = ThisAssembly;
        // The runtime's own diagnostics socket would stand among the calls that are watched.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new Child(start);
    }

    /// <summary>Runs a bash script; <c>$SELF</c> is the test assembly as a program.</summary>
    public static Child Script(string script) => Start("bash", "-c", script);

    /// <summary>Runs a bash script to its end.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string script)
    {
        await using var child = Script(script);
        child.Input.Close();
        return await child.EndAsync(0);
    }

    /// <summary>Waits until there is one more line than before that contains the text, and gives it.</summary>
    public async Task<string> LineAsync(string text, int skip = 0)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        while (true)
        {
            Task grew;
            lock (_output)
            {
                var lines = _output.ToString().Split('\n')[..^1];
                var matching = lines.Where(line => line.Contains(text, StringComparison.Ordinal));
                if (matching.Skip(skip).FirstOrDefault() is { } found)
                {
                    return found;
                }

                grew = _grew.Task;
            }

            await Task.WhenAny(grew, _reading, Task.Delay(Timeout.Infinite, limit.Token));
            Assert.False(
                limit.IsCancellationRequested || (_reading.IsCompleted && !grew.IsCompleted),
                $"no '{text}' in: {Output}");
        }
    }

    /// <summary>Waits for its end, and checks its status.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> EndAsync(int status)
    {
        await _process.WaitForExitAsync().Soon();
        await _reading.Soon();
        Assert.True(_process.ExitCode == status, $"status {_process.ExitCode}: {Output}");
        return Output;
    }

    /// <summary>Ends it with SIGKILL, so that it can do nothing about it.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader from)
    {
        // The process leaves it to who has read from it.
        using var own = from;
        while (await from.ReadLineAsync() is { } line)
        {
            TaskCompletionSource grew;
            lock (_output)
            {
                _output.Append(line).Append('\n');
                (grew, _grew) = (_grew, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            grew.SetResult();
        }
    }
}
