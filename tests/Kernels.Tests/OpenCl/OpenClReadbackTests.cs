using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>Pictures that come, and those that do not.</summary>
public sealed class OpenClReadbackTests
{
    private const long Words = 16 << 20;

    private const long Bytes = Words * sizeof(uint);

    public static TheoryData<string> Devices => OpenClDevices.Names;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_picture_that_does_not_come_is_a_lost_device_for_whoever_asks_next(string name)
    {
        var context = Open(name, patience: TimeSpan.Zero);
        var readback = context.Readback;
        var picture = readback.Take(Words);
        var other = readback.Take(Words);
        // Without any patience hardly a picture comes in time; a machine that is slow to wait may see some.
        DeviceLostException? loss = null;
        for (var attempt = 0; loss is null && attempt < 1000; attempt++)
        {
            readback.Begin(picture, Bytes);
            try
            {
                readback.Await(picture);
            }
            catch (DeviceLostException e)
            {
                loss = e;
            }
        }

        loss.ShouldNotBeNull().Message.ShouldBe($"{name} hangs: a picture does not come");
        Should.Throw<DeviceLostException>(() => readback.Await(picture), "it is not waited for again").Message.ShouldBe(loss.Message);
        Should.Throw<DeviceLostException>(() => readback.Await(other)).Message.ShouldBe(loss.Message);
        Should.Throw<DeviceLostException>(() => readback.Begin(other, Bytes)).Message.ShouldBe(loss.Message);
        Should.Throw<DeviceLostException>(() => context.Allocate<uint>(1)).Message.ShouldBe(loss.Message);
        var held = context.Tenure.Held;
        readback.Return(picture);
        Should.Throw<DeviceLostException>(() => readback.Take(1), "although one came back").Message.ShouldBe(loss.Message);
        context.Dispose();
        readback.Return(other);
        context.Tenure.Held.ShouldBe(held);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_buffer_comes_back_for_the_next_picture_and_all_are_let_go_with_the_last(string name)
    {
        var context = Open(name, patience: null);
        var readback = context.Readback;
        var taken = Enumerable.Range(1, 5).Select(megabytes => readback.Take(megabytes << 18)).ToArray();
        foreach (var buffer in taken) readback.Begin(buffer, 1 << 20);
        foreach (var buffer in taken) readback.Await(buffer);
        foreach (var buffer in taken[..4]) readback.Return(buffer);
        // Three are kept, the largest.
        readback.Take(1 << 20).ShouldBeSameAs(taken[3]);
        readback.Return(taken[3]);
        context.Dispose();
        // A buffer at both ends and the queue.
        context.Tenure.Held.ShouldBe(3);
        readback.Return(taken[4]);
        context.Tenure.Held.ShouldBe(0);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_picture_larger_than_any_buffer_is_refused_before_the_driver_is_asked(string name)
    {
        Skip.If(OpenClDevices.Lacking is not null, OpenClDevices.Lacking);
        using var context = new OpenClContext(OpenClDevices.Entries.Single(entry => entry.Info.Id == name) with { LargestBuffer = 1 << 20 });
        Should.Throw<OpenClException>(() => context.Readback.Take((1 << 18) + 1)).IsOutOfMemory.ShouldBeTrue();
        context.Readback.Return(context.Readback.Take(1 << 18));
    }

    private static OpenClContext Open(string name, TimeSpan? patience)
    {
        Skip.If(OpenClDevices.Lacking is not null, OpenClDevices.Lacking);
        return new OpenClContext(OpenClDevices.Entries.Single(entry => entry.Info.Id == name), patience: patience);
    }
}
