using MandelActors.Fractals;
using MandelActors.Kernels.OpenCl;
using MandelActors.Kernels.OpenCl.Driver;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>What a device, or its driver, does wrong comes to whoever called as an exception that says it.</summary>
public sealed class OpenClFaultTests
{
    private const string Busy = """
        kernel void busy(global uint *out, uint turns)
        {
            uint x = 1;
            for (uint i = 0; i < turns; i++) x = x * 1664525u + 1013904223u + (x >> 16);
            out[get_global_id(0)] = x;
        }
        """;

    public static TheoryData<string> Devices => OpenClDevices.Names;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_program_that_does_not_build_says_why_and_keeps_the_log(string name)
    {
        using var context = Open(name, "kernel void broken(global float *out) { out[0] = undeclared; }");
        var refusal = Should.Throw<OpenClBuildException>(() => context.Kernel("broken", "broken"));
        refusal.Message.ShouldStartWith($"{name} does not build the program broken: ");
        refusal.Message.ShouldContain("error");
        refusal.Message.ShouldNotContain("\n");
        refusal.Log.ShouldContain("undeclared");
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_kernel_that_is_not_there_is_named(string name)
    {
        using var context = Open(name, Busy);
        Should.Throw<OpenClException>(() => context.Kernel("busy", "lazy")).Message.ShouldBe("OpenCL: making the kernel lazy gave INVALID_KERNEL_NAME");
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void More_memory_than_there_is_is_refused_as_such_and_the_device_goes_on(string name)
    {
        using var device = OpenClDevices.Open(name);
        using (var context = Open(name, Busy))
        {
            Should.Throw<OpenClException>(() => context.Allocate<double>(1L << 50)).IsOutOfMemory.ShouldBeTrue();
            using var enough = context.Allocate<double>(1);
        }

        EscapeTask task = new(ViewOf("-0.75", "0", "1.25", 8, 8), new EscapeRule(), IterationLimit.Fixed(100));
        var field = new double[task.FieldLength];
        device.Render(task, field, CancellationToken.None);
        field.ShouldBeTheSameBitsAs(Scalar(task), name);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_kernel_that_does_not_end_in_time_is_a_lost_device(string name)
    {
        var context = Open(name, Busy, TimeSpan.FromMilliseconds(1));
        var kernel = context.Kernel("busy", "busy");
        var buffer = context.Allocate<uint>(kernel.GroupSize);
        var readback = context.Readback;
        var picture = readback.Take(16);
        var spare = readback.Take(16);
        readback.Return(spare);
        Should.Throw<DeviceLostException>(() => context.Run(kernel.With(0, buffer).With(1, 400_000_000u), 1)).Message.ShouldStartWith($"{name} hangs: busy did not end within ");

        Should.Throw<DeviceLostException>(() => context.Run(kernel, 1), "the next one, at once").Message.ShouldStartWith($"{name} hangs: busy");
        Should.Throw<DeviceLostException>(() => context.Allocate<uint>(1));
        Should.Throw<DeviceLostException>(() => context.Read(buffer, new uint[1].AsSpan()));
        Should.Throw<DeviceLostException>(() => context.Write(buffer, new uint[1].AsSpan()));
        Should.Throw<DeviceLostException>(() => readback.Take(1));
        Should.Throw<DeviceLostException>(() => readback.Begin(picture, 64));
        Should.Throw<DeviceLostException>(() => readback.Await(picture));

        var held = context.Tenure.Held;
        // A context, two queues, a program, a kernel, the command that hangs, a buffer, and two pictures with a buffer at both ends.
        held.ShouldBe(11);
        buffer.Dispose();
        kernel.Dispose();
        context.Dispose();
        readback.Return(picture);
        context.Tenure.Held.ShouldBe(held, "everything is left to the driver");
        // It ends after some seconds, and what was left to the driver with it.
        using var another = OpenClDevices.Open(name);
        another.Info.Id.ShouldBe(name);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_device_that_works_is_given_back_whole(string name)
    {
        var context = Open(name, Busy);
        using (var kernel = context.Kernel("busy", "busy"))
        using (var buffer = context.Allocate<uint>(kernel.GroupSize))
        {
            context.Run(kernel.With(0, buffer).With(1, 1u), 1);
            context.Read(buffer, new uint[kernel.GroupSize].AsSpan());
        }

        var held = context.Tenure.Held;
        var half = context.OnDemand(() =>
        {
            context.Allocate<uint>(1);
            context.Kernel("busy", "busy");
            return context.Kernel("busy", "lazy");
        });
        Should.Throw<OpenClException>(() => half.Value);
        context.Tenure.Held.ShouldBe(held, "what could not be made leaves nothing");
        context.Dispose();
        context.Tenure.Held.ShouldBe(0);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void What_could_not_be_made_is_tried_again(string name)
    {
        var source = "kernel void broken(global float *out) { out[0] = undeclared; }";
        Skip.If(OpenClDevices.Lacking is not null, OpenClDevices.Lacking);
        using var context = new OpenClContext(OpenClDevices.Entries.Single(entry => entry.Info.Id == name), _ => source);
        using var kernel = context.OnDemand(() => context.Kernel("busy", "busy"));
        Should.Throw<OpenClBuildException>(() => kernel.Value);
        source = Busy;
        kernel.Value.Name.ShouldBe("busy");
        kernel.Value.ShouldBeSameAs(kernel.Value);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_frame_too_large_is_refused_and_those_after_it_are_as_before(string name)
    {
        Skip.If(OpenClDevices.Lacking is not null, OpenClDevices.Lacking);
        var entry = OpenClDevices.Entries.Single(entry => entry.Info.Id == name);
        using var device = new OpenClDevice(entry with { LargestBuffer = 1 << 20 }, new DeviceOptions(), new ReferenceLibrary());
        EscapeTask plain = new(ViewOf("-0.75", "0", "1.25", 16, 16), new EscapeRule(), IterationLimit.Fixed(100));
        EscapeTask deep = new(ViewOf("-1.5", "0.0000001", "1e-20", 16, 16), new EscapeRule(), IterationLimit.Fixed(100));
        EscapeTask large = new(ViewOf("-0.75", "0", "1.25", 512, 512), new EscapeRule(), IterationLimit.Fixed(100));
        var (before, deepBefore) = (Field(plain), Field(deep));
        Should.Throw<DeviceUnsuitedException>(() => Field(large)).Message.ShouldContain("has not the memory");
        Field(plain).ShouldBe(before);
        Field(deep).ShouldBe(deepBefore);

        double[] Field(EscapeTask task)
        {
            var field = new double[task.FieldLength];
            device.Render(task, field, CancellationToken.None);
            return field;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Numbers_come_back_as_they_were_sent_at_any_length(string name)
    {
        using var context = Open(name, Busy);
        var random = new Random(5);
        // Around the length of a half of the pinned memory, and beyond both.
        foreach (var length in (int[])[1, 3, 1_048_575, 1_048_576, 1_048_577, 2_097_152, 5_000_001])
        {
            using var buffer = context.Allocate<long>(length);
            var sent = new long[length];
            for (var i = 0; i < length; i++) sent[i] = random.NextInt64();
            context.Write(buffer, sent.AsSpan());
            var back = new long[length];
            context.Read(buffer, back.AsSpan());
            back.AsSpan().SequenceEqual(sent).ShouldBeTrue($"{length} numbers");
            var middle = new long[Math.Max(1, length / 3)];
            context.Read(buffer, middle.AsSpan(), length / 2);
            middle.AsSpan().SequenceEqual(sent.AsSpan(length / 2, middle.Length)).ShouldBeTrue($"a part of {length} numbers");
        }
    }

    private static OpenClContext Open(string name, string source, TimeSpan? patience = null)
    {
        Skip.If(OpenClDevices.Lacking is not null, OpenClDevices.Lacking);
        return new OpenClContext(OpenClDevices.Entries.Single(entry => entry.Info.Id == name), _ => source, patience);
    }
}
