namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>An OpenCL function refused, or a command that a device was given failed.</summary>
public sealed class OpenClException : Exception
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [-1] = "DEVICE_NOT_FOUND",
        [-2] = "DEVICE_NOT_AVAILABLE",
        [-3] = "COMPILER_NOT_AVAILABLE",
        [-4] = "MEM_OBJECT_ALLOCATION_FAILURE",
        [-5] = "OUT_OF_RESOURCES",
        [-6] = "OUT_OF_HOST_MEMORY",
        [-7] = "PROFILING_INFO_NOT_AVAILABLE",
        [-11] = "BUILD_PROGRAM_FAILURE",
        [-12] = "MAP_FAILURE",
        [-14] = "EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST",
        [-30] = "INVALID_VALUE",
        [-33] = "INVALID_DEVICE",
        [-34] = "INVALID_CONTEXT",
        [-36] = "INVALID_COMMAND_QUEUE",
        [-38] = "INVALID_MEM_OBJECT",
        [-43] = "INVALID_BUILD_OPTIONS",
        [-44] = "INVALID_PROGRAM",
        [-45] = "INVALID_PROGRAM_EXECUTABLE",
        [-46] = "INVALID_KERNEL_NAME",
        [-48] = "INVALID_KERNEL",
        [-49] = "INVALID_ARG_INDEX",
        [-50] = "INVALID_ARG_VALUE",
        [-51] = "INVALID_ARG_SIZE",
        [-52] = "INVALID_KERNEL_ARGS",
        [-54] = "INVALID_WORK_GROUP_SIZE",
        [-55] = "INVALID_WORK_ITEM_SIZE",
        [-58] = "INVALID_EVENT",
        [-61] = "INVALID_BUFFER_SIZE",
        [-1001] = "PLATFORM_NOT_FOUND",
    };

    private const int MemoryAllocationFailure = -4, OutOfHostMemory = -6, InvalidBufferSize = -61;

    /// <param name="call">The function, or what the device was to do.</param>
    /// <param name="status">The code it gave.</param>
    public OpenClException(string call, int status)
        : base($"OpenCL: {call} gave {NameOf(status)}") => Status = status;

    /// <summary>The code as OpenCL's header numbers it.</summary>
    public int Status { get; }

    /// <summary>Whether the device, or the machine, has not the memory that was asked for.</summary>
    public bool IsOutOfMemory => Status is MemoryAllocationFailure or OutOfHostMemory or InvalidBufferSize;

    /// <summary>What a device gives that has not the memory.</summary>
    public static OpenClException OutOfMemory(string call) => new(call, MemoryAllocationFailure);

    /// <exception cref="OpenClException">The code is no success.</exception>
    public static void Check(int status, string call)
    {
        if (status != 0) throw new OpenClException(call, status);
    }

    private static string NameOf(int status) => Names.TryGetValue(status, out var name) ? name : $"status {status}";
}
