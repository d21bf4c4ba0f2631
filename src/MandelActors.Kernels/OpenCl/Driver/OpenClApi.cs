using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>The functions of OpenCL 1.2 that devices are driven with, as the Khronos header declares them.</summary>
/// <remarks>Status codes are returned as they come; <see cref="OpenClException.Check"/> turns them into exceptions.</remarks>
internal static unsafe partial class OpenClApi
{
    public const ulong DeviceTypeAll = 0xFFFFFFFF;
    public const ulong DeviceTypeCpu = 1 << 1;

    public const uint DeviceType = 0x1000;
    public const uint DeviceMaxComputeUnits = 0x1002;
    public const uint DeviceMaxMemoryAllocation = 0x1010;
    public const uint DeviceGlobalMemory = 0x101F;
    public const uint DeviceIsAvailable = 0x1027;
    public const uint DeviceIsCompilerAvailable = 0x1028;
    public const uint DeviceName = 0x102B;
    public const uint DeviceVendor = 0x102C;
    public const uint DriverVersion = 0x102D;
    public const uint DeviceVersion = 0x102F;
    public const uint DeviceExtensions = 0x1030;
    public const uint DeviceDoubleConfiguration = 0x1032;

    public const uint ProgramBuildLog = 0x1183;
    public const uint KernelWorkGroupSize = 0x11B0;

    public const ulong MemoryReadWrite = 1 << 0;
    public const ulong MemoryAllocateHost = 1 << 4;

    public const ulong MapRead = 1 << 0;
    public const ulong MapWrite = 1 << 1;

    public const ulong QueueProfilingEnable = 1 << 1;
    public const uint ProfilingCommandStart = 0x1282;
    public const uint ProfilingCommandEnd = 0x1283;

    public const int EventComplete = 0;

    static OpenClApi() => RuntimeHelpers.RunClassConstructor(typeof(OpenClLibrary).TypeHandle);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetPlatformIDs")]
    public static partial int GetPlatforms(uint capacity, nint* platforms, out uint count);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetDeviceIDs")]
    public static partial int GetDevices(nint platform, ulong type, uint capacity, nint* devices, out uint count);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetDeviceInfo")]
    public static partial int GetDeviceInfo(nint device, uint name, nuint capacity, void* value, out nuint size);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateContext")]
    public static partial nint CreateContext(nint* properties, uint deviceCount, nint* devices, void* notify, void* user, out int status);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseContext")]
    public static partial int ReleaseContext(nint context);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateCommandQueue")]
    public static partial nint CreateQueue(nint context, nint device, ulong properties, out int status);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseCommandQueue")]
    public static partial int ReleaseQueue(nint queue);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateBuffer")]
    public static partial nint CreateBuffer(nint context, ulong flags, nuint bytes, void* host, out int status);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseMemObject")]
    public static partial int ReleaseBuffer(nint buffer);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateProgramWithSource")]
    public static partial nint CreateProgram(nint context, uint count, byte** sources, nuint* lengths, out int status);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clBuildProgram", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int BuildProgram(nint program, uint deviceCount, nint* devices, string options, void* notify, void* user);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetProgramBuildInfo")]
    public static partial int GetBuildInfo(nint program, nint device, uint name, nuint capacity, void* value, out nuint size);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseProgram")]
    public static partial int ReleaseProgram(nint program);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clCreateKernel", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint CreateKernel(nint program, string name, out int status);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseKernel")]
    public static partial int ReleaseKernel(nint kernel);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetKernelWorkGroupInfo")]
    public static partial int GetWorkGroupInfo(nint kernel, nint device, uint name, nuint capacity, void* value, out nuint size);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clSetKernelArg")]
    public static partial int SetArgument(nint kernel, uint index, nuint size, void* value);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clEnqueueNDRangeKernel")]
    public static partial int EnqueueKernel(
        nint queue, nint kernel, uint dimensions, nuint* offset, nuint* global, nuint* local, uint waitCount, nint* waits, out nint done);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clEnqueueReadBuffer")]
    public static partial int EnqueueRead(
        nint queue, nint buffer, uint blocking, nuint offset, nuint bytes, void* host, uint waitCount, nint* waits, out nint done);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clEnqueueWriteBuffer")]
    public static partial int EnqueueWrite(
        nint queue, nint buffer, uint blocking, nuint offset, nuint bytes, void* host, uint waitCount, nint* waits, out nint done);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clEnqueueMapBuffer")]
    public static partial void* MapBuffer(
        nint queue, nint buffer, uint blocking, ulong flags, nuint offset, nuint bytes, uint waitCount, nint* waits, nint* done, out int status);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clEnqueueUnmapMemObject")]
    public static partial int UnmapBuffer(nint queue, nint buffer, void* mapped, uint waitCount, nint* waits, nint* done);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clFlush")]
    public static partial int Flush(nint queue);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clFinish")]
    public static partial int Finish(nint queue);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clSetEventCallback")]
    public static partial int SetEventCallback(nint @event, int status, delegate* unmanaged<nint, int, nint, void> callback, nint user);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clGetEventProfilingInfo")]
    public static partial int GetEventProfilingInfo(nint @event, uint name, nuint capacity, void* value, out nuint size);

    [LibraryImport(OpenClLibrary.Name, EntryPoint = "clReleaseEvent")]
    public static partial int ReleaseEvent(nint @event);
}
