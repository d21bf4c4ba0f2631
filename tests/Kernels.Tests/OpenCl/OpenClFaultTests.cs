using MandelActors.Fractals;
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
        using var context = Open(name, Busy, TimeSpan.FromMilliseconds(1));
        using var kernel = context.Kernel("busy", "busy");
        using var buffer = context.Allocate<uint>(kernel.GroupSize);
        Should.Throw<DeviceLostException>(() => context.Run(kernel.With(0, buffer).With(1, 400_000_000u), 1)).Message.ShouldStartWith($"{name} hangs: busy did not end within ");
        // It ends after some seconds, and what was left to the driver with it.
        using var another = OpenClDevices.Open(name);
        another.Info.Id.ShouldBe(name);
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
