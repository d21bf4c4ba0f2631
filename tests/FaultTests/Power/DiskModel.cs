namespace MandelActors.FaultTests.Power;

/// <summary>A folder as its file system has it: what is there, and what of it would survive a loss of power, no more than POSIX promises.</summary>
/// <remarks>
/// Flushing a file keeps its content and not its name; flushing a folder keeps its names and not their content. What SQLite maps into memory (its <c>-shm</c>) is
/// not in the model, since a database is opened without it; anything else that the model does not know fails the test.
/// </remarks>
/// <param name="root">Absolute path of the folder, which exists, empty and durable, from the start.</param>
internal sealed class DiskModel(string root)
{
    private readonly DiskFolder _root = new();
    private readonly Dictionary<(long Descriptor, string Path), long> _positions = [];

    /// <summary>Follows a call.</summary>
    /// <returns>Whether it changed anything here.</returns>
    public bool Apply(SystemCall call)
    {
        switch (call.Name)
        {
            case "open" or "creat":
                return Open(call.PathAt(0), call.Name == "creat" ? "O_CREAT|O_TRUNC" : call.Arguments[1], call.Returned);
            case "openat":
                return Open(call.PathAt(1), call.Arguments[2], call.Returned);
            case "read" or "readv" or "lseek" when IsOurs(call.DescriptorAt(0)):
                var position = Position(call);
                _positions[position] = call.Name == "lseek" ? call.Returned : _positions.GetValueOrDefault(position) + call.Returned;
                return false;
            case "write" when IsOurs(call.DescriptorAt(0)):
                return Write(call, _positions.GetValueOrDefault(Position(call)));
            case "pwrite64" when IsOurs(call.DescriptorAt(0)):
                FileAt(call.DescriptorAt(0)!).Write(call.NumberAt(3), call.BytesAt(1)[..(int)call.Returned]);
                return true;
            case "ftruncate" when IsOurs(call.DescriptorAt(0)):
                FileAt(call.DescriptorAt(0)!).SetLength(call.NumberAt(1));
                return true;
            case "fsync" or "fdatasync" when call.DescriptorAt(0) == root || IsOurs(call.DescriptorAt(0)):
                Find(call.DescriptorAt(0)!)!.Flush();
                return true;
            case "mkdir" when IsOurs(call.PathAt(0)):
                ParentOf(call.PathAt(0)).Names.Add(NameOf(call.PathAt(0)), new DiskFolder());
                return true;
            case "rename" when IsOurs(call.PathAt(0)) || IsOurs(call.PathAt(1)):
                ParentOf(call.PathAt(1)).Names[NameOf(call.PathAt(1))] = Find(call.PathAt(0))!;
                return ParentOf(call.PathAt(0)).Names.Remove(NameOf(call.PathAt(0)));
            case "link" when IsOurs(call.PathAt(0)):
                ParentOf(call.PathAt(1)).Names.Add(NameOf(call.PathAt(1)), Find(call.PathAt(0))!);
                return true;
            case "unlink" or "rmdir" when IsOurs(call.PathAt(0)):
                return ParentOf(call.PathAt(0)).Names.Remove(NameOf(call.PathAt(0)));
            case "mmap" when !call.Arguments[2].Contains("PROT_WRITE", StringComparison.Ordinal) || !call.Arguments[3].Contains("MAP_SHARED", StringComparison.Ordinal):
                return false;
            default:
                return call.Arguments.Any(IsAboutUs) ? throw new NotSupportedException($"the model does not know what {call.Name}({string.Join(", ", call.Arguments)}) does to a disk") : false;
        }
    }

    /// <summary>What would be left of the folder if the power were lost now.</summary>
    public DiskImage After(PowerLoss loss)
    {
        List<string> folders = [];
        Dictionary<string, byte[]> files = [];
        Gather("", _root);
        return new DiskImage(folders, files);

        void Gather(string path, DiskFolder folder)
        {
            foreach ((string name, DiskEntry entry) in folder.After(loss).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                string inner = Path.Combine(path, name);
                if (entry is DiskFile file)
                {
                    if (!IsMapped(inner)) files[inner] = file.After(loss);
                    continue;
                }

                folders.Add(inner);
                Gather(inner, (DiskFolder)entry);
            }
        }
    }

    private bool Open(string path, string flags, long descriptor)
    {
        if (!IsOurs(path)) return false;
        if (flags.Contains("SYNC", StringComparison.Ordinal) || flags.Contains("O_APPEND", StringComparison.Ordinal) || flags.Contains("O_DIRECT|", StringComparison.Ordinal))
            throw new NotSupportedException($"the model does not know how {path} is written, which was opened with {flags}");
        DiskFolder parent = ParentOf(path);
        bool isNew = parent.Names.TryAdd(NameOf(path), new DiskFile());
        if (isNew && !flags.Contains("O_CREAT", StringComparison.Ordinal)) throw new NotSupportedException($"the model does not know where {path} comes from");
        _positions[(descriptor, path)] = 0;
        bool empties = flags.Contains("O_TRUNC", StringComparison.Ordinal) && FileAt(path).Length > 0;
        if (empties) FileAt(path).SetLength(0);
        return isNew || empties;
    }

    private bool Write(SystemCall call, long offset)
    {
        string path = call.DescriptorAt(0)!;
        if (IsMapped(path)) return false;
        FileAt(path).Write(offset, call.BytesAt(1)[..(int)call.Returned]);
        _positions[Position(call)] = offset + call.Returned;
        return true;
    }

    private static (long Descriptor, string Path) Position(SystemCall call) => (call.NumberAt(0), call.DescriptorAt(0)!);

    private DiskFile FileAt(string path) => Find(path) as DiskFile ?? throw new NotSupportedException($"the model does not know the file {path}");

    private DiskEntry? Find(string path) => Relative(path).Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate((DiskEntry?)_root, (entry, name) => (entry as DiskFolder)?.Names.GetValueOrDefault(name));

    private DiskFolder ParentOf(string path) => Find(Path.GetDirectoryName(path)!) as DiskFolder ?? throw new NotSupportedException($"the model does not know the folder of {path}");

    private static string NameOf(string path) => Path.GetFileName(path);

    private string Relative(string path) => path[root.Length..];

    private bool IsOurs(string? path) => path is not null && path.StartsWith(root + "/", StringComparison.Ordinal);

    /// <summary>A path, or a descriptor, among a call's arguments.</summary>
    private bool IsAboutUs(string argument) =>
        (SystemCall.Descriptor(argument) is { } path && IsOurs(path) && !IsMapped(path))
        || (argument.StartsWith("\"\\x2f", StringComparison.Ordinal) && IsOurs(new SystemCall("", [argument], "").PathAt(0)));

    private static bool IsMapped(string path) => path.EndsWith("-shm", StringComparison.Ordinal);
}
