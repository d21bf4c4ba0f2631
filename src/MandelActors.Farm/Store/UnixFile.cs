using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace MandelActors.Farm.Store;

/// <summary>The two things a durable folder needs that the class library does not offer.</summary>
internal static partial class UnixFile
{
    private const int ReadOnly = 0;

    /// <summary>Makes the names in a directory durable: files created, renamed and removed. Does nothing on Windows, whose file systems journal names.</summary>
    /// <exception cref="IOException">The directory cannot be opened or flushed.</exception>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        int handle = Open(path, ReadOnly);
        if (handle < 0) throw Failure("open", path);
        try
        {
            if (FSync(handle) != 0) throw Failure("flush", path);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Reads the first bytes of a file that another process holds locked; the class library asks for a lock of its own.</summary>
    /// <returns>The text, or an empty one if it cannot be read.</returns>
    public static string ReadLocked(string path)
    {
        int handle = Open(path, ReadOnly);
        if (handle < 0) return "";
        try
        {
            byte[] buffer = new byte[64];
            nint count = Read(handle, buffer, buffer.Length);
            return count > 0 ? Encoding.UTF8.GetString(buffer, 0, (int)count) : "";
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failure(string what, string path)
    {
        Win32Exception cause = new(Marshal.GetLastPInvokeError());
        return new IOException($"cannot {what} directory '{path}': {cause.Message}", cause.NativeErrorCode);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int handle, byte[] buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
