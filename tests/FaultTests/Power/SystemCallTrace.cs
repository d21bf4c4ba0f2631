using System.Diagnostics;

using MandelActors.FaultTests.Harness;

namespace MandelActors.FaultTests.Power;

/// <summary>Everything a process and its children did to files, and what they said over sockets and standard output, recorded by strace.</summary>
/// <param name="File">Where the recording goes.</param>
internal sealed record SystemCallTrace(string File)
{
    private const string Unfinished = " <unfinished ...>", Resumed = " resumed>";

    private const string Calls =
        "open,openat,creat,read,readv,write,writev,pwrite64,pwritev,pwritev2,lseek,fsync,fdatasync,ftruncate,truncate,fallocate,rename,renameat,renameat2,"
        + "link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,mmap,copy_file_range,sendfile,sendto,sendmsg";

    /// <summary>What a command is started with to be recorded. The recorder detaches itself: signals and exit code are the program's own.</summary>
    public IReadOnlyList<string> Recorder => ["strace", "-D", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "16777216", "-e", "signal=none", "-e", "trace=" + Calls, "-o", File];

    /// <summary>What was recorded of a process that has ended.</summary>
    /// <returns>Calls that succeeded, in the order in which they returned.</returns>
    public async Task<IReadOnlyList<SystemCall>> ReadAsync(int process)
    {
        string end = $"{process} +++ exited";
        // The recorder outlives the program by a moment.
        await Until.TrueAsync(() => System.IO.File.ReadLines(File).Reverse().Take(5).Any(line => IsEnd(line, end)), () => $"waiting for the end of the recording of process {process}");
        return [.. Parse(System.IO.File.ReadLines(File))];
    }

    public static IEnumerable<SystemCall> Parse(IEnumerable<string> lines)
    {
        Dictionary<string, string> begun = [];
        foreach (string line in lines)
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) continue;
            (string thread, string text) = (line[..space], line[space..].TrimStart());
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = text[..^Unfinished.Length];
                continue;
            }

            int resumed = text.IndexOf(Resumed, StringComparison.Ordinal);
            if (text.StartsWith("<... ", StringComparison.Ordinal) && resumed > 0)
            {
                if (!begun.Remove(thread, out string? start)) throw new UnreachableException($"nothing to resume: {text}");
                text = start + text[(resumed + Resumed.Length)..];
            }

            if (SystemCall.Parse(text) is { } call) yield return call;
        }
    }

    private static bool IsEnd(string line, string end) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).StartsWith(end, StringComparison.Ordinal);
}
