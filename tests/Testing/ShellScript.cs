using System.Diagnostics;

namespace MandelActors.Testing;

/// <summary>Makes scripts that stand for other programs. Needs a POSIX shell.</summary>
public static class ShellScript
{
    /// <summary>Writes a script that can be started at once.</summary>
    /// <remarks>
    /// By another process: a file that this one had open for writing would be so in whatever another test starts just then, until that has begun,
    /// and what somebody has open for writing cannot be started.
    /// </remarks>
    /// <param name="path">Where to; replaced.</param>
    /// <param name="body">What it does.</param>
    /// <returns>The path.</returns>
    /// <exception cref="InvalidOperationException">It could not be written.</exception>
    public static string Write(string path, string body)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", "cat > \"$0\" && chmod 755 \"$0\"", path]) { RedirectStandardInput = true };
        using Process writing = Process.Start(start) ?? throw new InvalidOperationException("the shell did not start");
        writing.StandardInput.Write($"#!/bin/sh\n{body}\n".ReplaceLineEndings("\n"));
        writing.StandardInput.Close();
        writing.WaitForExit();
        return writing.ExitCode == 0 ? path : throw new InvalidOperationException($"{path} could not be written");
    }
}
