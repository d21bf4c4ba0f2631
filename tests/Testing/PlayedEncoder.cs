using System.Diagnostics;
using System.Globalization;

namespace MandelActors.Testing;

/// <summary>A program in ffmpeg's place that encodes, fails or stands still, as the test says; in everything else it is the real one. Needs ffmpeg and a POSIX shell.</summary>
public sealed class PlayedEncoder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlayedEncoder()
    {
        Script("ffprobe", "exec ffprobe \"$@\"");
        // One that stands still has begun its file, and says something now and then: when nobody is there any more to hear it, it ends.
        Path = Script("ffmpeg", $"""
            here={_folder.Path}
            case "$*" in *pipe:0*) ;; *) exec ffmpeg "$@" ;; esac
            if [ -f $here/stands ]; then
              for last; do :; done
              echo begun > "$(echo "$last" | sed s/^file://)"
              echo $$ > $here/process.new && mv $here/process.new $here/process
              while [ -f $here/stands ]; do echo || exit 1; sleep 0.1; done
            fi
            [ -f $here/fails ] && cat >/dev/null && echo "the encoder fell over" >&2 && exit 3
            exec ffmpeg "$@"
            """);
    }

    /// <summary>What <c>film.ffmpegPath</c> is to be.</summary>
    public string Path { get; }

    /// <summary>Every film fails from now on, and so does one that stands still.</summary>
    public void Fail()
    {
        File.WriteAllText(_folder.Combine("fails"), "");
        File.Delete(_folder.Combine("stands"));
    }

    /// <summary>Every film is begun from now on and goes on when the next ones are to fail or to be made.</summary>
    public void StandStill() => File.WriteAllText(_folder.Combine("stands"), "");

    /// <summary>Films are made from now on, and so is one that stands still.</summary>
    public void Encode()
    {
        File.Delete(_folder.Combine("fails"));
        File.Delete(_folder.Combine("stands"));
    }

    /// <summary>Waits until an encoder stands still.</summary>
    /// <returns>Its process, which is not returned again.</returns>
    /// <exception cref="TimeoutException">None ever did.</exception>
    public async Task<int> UntilStandingAsync()
    {
        string file = _folder.Combine("process");
        await Eventually.TrueAsync(() => File.Exists(file), () => "no encoder was started");
        int process = int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture);
        File.Delete(file);
        return process;
    }

    /// <summary>Waits until a process is no more.</summary>
    /// <exception cref="TimeoutException">It runs on.</exception>
    public static Task UntilGoneAsync(int process) => Eventually.TrueAsync(() => !Runs(process), () => $"process {process} still runs");

    public static bool Runs(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            // One whose parent was killed may be dead and have nobody to take note of it.
            return !found.HasExited && !(OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Script(string name, string body) => ShellScript.Write(_folder.Combine(name), body);
}
