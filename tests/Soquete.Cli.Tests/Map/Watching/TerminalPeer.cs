using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map.Watching;

/// <summary>
/// A program on a real terminal (pty(7)), which it controls: its screen row by row, and what became of the terminal.
/// </summary>
internal sealed class TerminalPeer : IAsyncDisposable
{
    /// <summary>
    /// Tells each row that is drawn, each stop and the end, a line each; it keeps the terminal's other side open, so
    /// that its modes can be compared when the program is gone.
    /// </summary>
    private const string Script = """
        import fcntl, os, re, select, signal, struct, sys, termios
        rows, columns, words = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
        master, slave = os.openpty()
        def resize(rows, columns):
            fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
        resize(rows, columns)
        found = termios.tcgetattr(slave)
        pid = os.fork()
        if pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for number in (0, 1, 2):
                os.dup2(slave, number)
            os.execvp(words[0], words)
        def say(text):
            sys.stdout.write(text + '\n')
            sys.stdout.flush()
        def modes():
            return 'modes ' + ('as found' if termios.tcgetattr(slave) == found else 'changed')
        pending, taken = '', False
        def show(text):
            global pending, taken
            pending += text
            while True:
                row = re.match(r'\x1b\[(\d+);1H\x1b\[K((?:[^\x1b]|\x1b\[[\d;]*m)*)(?=\x1b\[[\d?])', pending)
                mode = re.match(r'\x1b\[\?(1049|25)([hl])|\x1b\[0m|\x1b\[2J', pending)
                if row:
                    say('row %s: %s' % (row.group(1), re.sub(r'\x1b\[[\d;]*m', '', row.group(2))))
                    pending = pending[row.end():]
                elif mode:
                    if mode.group(1) == '1049':
                        taken = mode.group(2) == 'h'
                        say('screen ' + ('taken' if taken else 'given back'))
                    elif mode.group(0) == '\x1b[2J':
                        say('emptied')
                    pending = pending[mode.end():]
                elif pending and pending[0] != '\x1b':
                    line, _, rest = pending.partition('\x1b')
                    say('text: ' + line.strip())
                    pending = pending[len(line):]
                else:
                    break
        import codecs
        decoder = codecs.getincrementaldecoder('utf-8')('replace')
        # A row ends where the next sequence begins; the last one of a drawing has none behind it.
        def rest():
            global pending
            row = re.match(r'\x1b\[(\d+);1H\x1b\[K((?:[^\x1b]|\x1b\[[\d;]*m)*)$', pending)
            if row:
                say('row %s: %s' % (row.group(1), re.sub(r'\x1b\[[\d;]*m', '', row.group(2))))
                pending = ''
        lines = b''
        while True:
            ready, _, _ = select.select([0, master], [], [], 0.02)
            if master in ready:
                show(decoder.decode(os.read(master, 65536)))
                continue
            rest()
            done, status = os.waitpid(pid, os.WNOHANG | os.WUNTRACED)
            if done and os.WIFSTOPPED(status):
                say('stopped, ' + modes())
            elif done:
                say('ended %d, %s' % (os.waitstatus_to_exitcode(status), modes()))
                break
            if 0 in ready:
                data = os.read(0, 4096)
                if not data:
                    os.kill(pid, signal.SIGKILL)
                lines += data
                while b'\n' in lines:
                    line, lines = lines.split(b'\n', 1)
                    word, _, value = line.decode().partition(' ')
                    if word == 'keys':
                        os.write(master, bytes.fromhex(value))
                    elif word == 'size':
                        resize(*map(int, value.split()))
                    elif word == 'signal':
                        os.kill(pid, getattr(signal, 'SIG' + value))
                    elif word == 'modes':
                        say(modes())
        """;

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Task _reading;
    private TaskCompletionSource _grew = NewEvent();

    private TerminalPeer(int rows, int columns, string[] words)
    {
        var start = new ProcessStartInfo("python3", ["-c", Script, $"{rows}", $"{columns}", .. words])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.Environment.Remove("NO_COLOR");
        start.Environment.Remove("COLUMNS");
        _process = Process.Start(start)!;
        _reading = ReadAsync();
    }

    /// <summary>How many lines were told so far: what is waited for next comes after them.</summary>
    public int Now
    {
        get
        {
            lock (_lines)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Starts the command under test on a terminal of this size.</summary>
    public static TerminalPeer Command(int rows, int columns, params string[] words) =>
        new(rows, columns, [CommandPath.Value, .. words]);

    /// <summary>Presses keys, as their bytes.</summary>
    public void Press(string keys) => Tell($"keys {Convert.ToHexString(Encoding.UTF8.GetBytes(keys))}");

    public void Resize(int rows, int columns) => Tell($"size {rows} {columns}");

    public void Signal(string name) => Tell($"signal {name}");

    public void AskForModes() => Tell("modes");

    /// <summary>Waits for a line that fits, and gives it; lines before a moment are passed over.</summary>
    public async Task<string> LineAsync(string pattern, int after = 0)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        while (true)
        {
            Task grew;
            lock (_lines)
            {
                if (_lines.Skip(after).FirstOrDefault(line => Regex.IsMatch(line, pattern)) is { } found)
                {
                    return found;
                }

                grew = _grew.Task;
            }

            await Task.WhenAny(grew, _reading, Task.Delay(Timeout.Infinite, limit.Token));
            var isOver = _reading.IsCompleted && !grew.IsCompleted;
            Assert.False(limit.IsCancellationRequested || isOver, $"no '{pattern}' in:\n{string.Join('\n', _lines)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private static TaskCompletionSource NewEvent() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Tell(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            TaskCompletionSource grew;
            lock (_lines)
            {
                _lines.Add(line);
                (grew, _grew) = (_grew, NewEvent());
            }

            grew.SetResult();
        }
    }
}
