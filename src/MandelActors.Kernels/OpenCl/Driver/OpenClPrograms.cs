using System.Text;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>The programs of one device, each built when it is first asked for.</summary>
internal sealed unsafe class OpenClPrograms(OpenClDeviceEntry entry, OpenClHandle context, Func<string, string> sources) : IDisposable
{
    private readonly Dictionary<string, OpenClHandle> _built = [];

    /// <summary>A kernel of a program.</summary>
    /// <param name="program">Name of its source, as <c>sources</c> takes it.</param>
    /// <exception cref="OpenClBuildException">The driver's compiler refuses the program.</exception>
    /// <exception cref="OpenClException">The program has no such kernel, or there is no memory for it.</exception>
    public OpenClKernel Kernel(string program, string kernel)
    {
        if (!_built.TryGetValue(program, out var built)) _built[program] = built = Build(program);
        var made = OpenClApi.CreateKernel(built.Value, kernel, out var status);
        OpenClException.Check(status, $"making the kernel {kernel}");
        var handle = new OpenClHandle(made, &OpenClApi.ReleaseKernel, context.Tenure);
        nuint largest;
        status = OpenClApi.GetWorkGroupInfo(made, entry.Handle, OpenClApi.KernelWorkGroupSize, (nuint)sizeof(nuint), &largest, out _);
        if (status == 0) return new OpenClKernel(handle, kernel, (int)Math.Min(largest, int.MaxValue));
        handle.Dispose();
        throw new OpenClException($"asking after the kernel {kernel}", status);
    }

    public void Dispose()
    {
        foreach (var program in _built.Values) program.Dispose();
    }

    private OpenClHandle Build(string name)
    {
        var handle = Load(name, Encoding.UTF8.GetBytes(sources(name)));
        var device = entry.Handle;
        var status = OpenClApi.BuildProgram(handle.Value, 1, &device, KernelSources.Options, null, null);
        if (status == 0) return handle;
        var log = BuildLog(handle.Value);
        handle.Dispose();
        throw new OpenClBuildException(name, entry.Info.Id, log, new OpenClException("building", status));
    }

    private OpenClHandle Load(string name, byte[] source)
    {
        fixed (byte* text = source)
        {
            var first = text;
            var length = (nuint)source.Length;
            var program = OpenClApi.CreateProgram(context.Value, 1, &first, &length, out var status);
            OpenClException.Check(status, $"loading the program {name}");
            return new OpenClHandle(program, &OpenClApi.ReleaseProgram, context.Tenure);
        }
    }

    private string BuildLog(nint program)
    {
        if (OpenClApi.GetBuildInfo(program, entry.Handle, OpenClApi.ProgramBuildLog, 0, null, out var size) != 0 || size == 0) return "";
        var bytes = new byte[size];
        fixed (byte* first = bytes)
            if (OpenClApi.GetBuildInfo(program, entry.Handle, OpenClApi.ProgramBuildLog, size, first, out _) != 0) return "";
        return Encoding.UTF8.GetString(bytes).Trim('\0', '\n', ' ');
    }
}
