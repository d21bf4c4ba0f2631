using System.Diagnostics;

namespace MandelActors.Imaging.Film;

/// <summary>A running ffmpeg or ffprobe whose complaints are read as they come, so that it can never wait for us to read them.</summary>
internal sealed class FfmpegProcess : IAsyncDisposable
{
    private const int LinesKept = 12;

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private readonly Task _listening;

    private FfmpegProcess(Process process)
    {
        _process = process;
        WidePipe.Widen(Input);
        WidePipe.Widen(Output);
        _listening = ListenAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The last lines it wrote to its error output, complete once it has ended.</summary>
    public string LastWords => _lastLines.Count == 0 ? "it said nothing" : string.Join(" | ", _lastLines);

    /// <exception cref="FilmException">The program cannot be started.</exception>
    public static FfmpegProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Its colours and reports are for people at a terminal.
        start.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        start.Environment.Remove("FFREPORT");
        try
        {
            return new FfmpegProcess(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new FilmException($"'{program}' cannot be started: {problem.Message}", problem);
        }
    }

    /// <summary>Everything a program writes to its output.</summary>
    /// <exception cref="FilmException">It ended with another exit code than 0.</exception>
    public static async Task<string> ReadAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        await using var process = Start(program, arguments);
        process.Input.Close();
        using var killing = cancellationToken.Register(process.Kill);
        using var reader = new StreamReader(process.Output);
        string text = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        int exit = await process.EndAsync(cancellationToken).ConfigureAwait(false);
        return exit == 0 ? text : throw new FilmException($"{program} ended with exit code {exit}: {process.LastWords}");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        return _process.ExitCode;
    }

    public void Kill()
    {
        try
        {
            // It alone: of a whole tree each process is halted before its children are looked for, and would stay so for ever if we were killed just then.
            if (!_process.HasExited) _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        // What a script in ffmpeg's place has started has the same pipes, and ends with them.
        await Input.DisposeAsync().ConfigureAwait(false);
        await Output.DisposeAsync().ConfigureAwait(false);
        await EndAsync(CancellationToken.None).ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (_lastLines.Count == LinesKept) _lastLines.Dequeue();
            _lastLines.Enqueue(line.Trim());
        }
    }
}
