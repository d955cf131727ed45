using System.Diagnostics;
using System.Text;

namespace Soquete.Cli.Tests.Support;

/// <summary>
/// A process of a test, its outputs read as they come. Killed, with its children, when the test is over.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly MemoryStream _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _reading;
    private TaskCompletionSource _errorGrew = NewEvent();

    private Child(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(_process.StandardOutput.BaseStream.CopyToAsync(_output), ReadErrorAsync());
    }

    public int Id => _process.Id;

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Starts the command under test.</summary>
    public static Child Command(params string[] arguments) => Program(CommandPath.Value, arguments);

    /// <summary>Starts a bash script in which <c>$SOQUETE</c> is the command under test.</summary>
    public static Child Script(string script, params (string Name, string Value)[] variables) =>
        new(Start("bash", ["-c", "set -o pipefail\n" + script], variables));

    public static Child Program(string program, params string[] arguments) => new(Start(program, arguments, []));

    public void CompleteInput() => _process.StandardInput.Close();

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, Id.ToString()]);
        Assert.True(kill.WaitForExit(Limits.Event));
    }

    /// <summary>Waits until standard error has a line that contains the text, and gives that line.</summary>
    public async Task<string> ErrorLineAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        while (true)
        {
            Task grew;
            lock (_error)
            {
                var lines = _error.ToString().Split('\n')[..^1];
                if (Array.Find(lines, line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                {
                    return found;
                }

                grew = _errorGrew.Task;
            }

            await Task.WhenAny(grew, _reading, Task.Delay(Timeout.Infinite, limit.Token));
            var isOver = _reading.IsCompleted && !grew.IsCompleted;
            Assert.False(limit.IsCancellationRequested || isOver, $"no '{text}' in: {_error}");
        }
    }

    /// <summary>Waits for the end of the process and of its outputs.</summary>
    public async Task<Run> EndAsync(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? Limits.Event);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _reading.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            var words = string.Join(' ', _process.StartInfo.ArgumentList.Prepend(_process.StartInfo.FileName));
            Assert.Fail($"it does not end: {words}\nerror so far: {_error}");
        }

        return new Run(_process.ExitCode, _output.ToArray(), _error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _output.Dispose();
    }

    private static ProcessStartInfo Start(string program, string[] arguments, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["SOQUETE"] = CommandPath.Value;
        start.Environment.Remove("NO_COLOR");
        start.Environment.Remove("COLUMNS");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static TaskCompletionSource NewEvent() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadErrorAsync()
    {
        var buffer = new char[4096];
        int count;
        while ((count = await _process.StandardError.ReadAsync(buffer)) > 0)
        {
            TaskCompletionSource grew;
            lock (_error)
            {
                _error.Append(buffer, 0, count);
                (grew, _errorGrew) = (_errorGrew, NewEvent());
            }

            grew.SetResult();
        }
    }
}
