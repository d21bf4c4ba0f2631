using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.CrossChecks;
using MandelActors.Kernels.OpenCl;
using MandelActors.Kernels.Tests.Deep;
using MandelActors.Numerics;
using MandelActors.Testing;
using MandelActors.Testing.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>Deep views on a device: the truth, the ways of a zoom, and an end in the middle.</summary>
public sealed class PerturbedDeviceTests
{
    private const double Share = 0.99;

    private static readonly EscapeRule Rule = new();

    public static TheoryData<string> Devices => OpenClDevices.Names;

    public static TheoryData<string, string> Truths { get; } = OpenClDevices.With(TruthFile.Names);

    [SkippableTheory]
    [MemberData(nameof(Truths))]
    public void Known_pixels_are_met_at_any_depth(string name, string place)
    {
        var truth = TruthFile.Load(place);
        using OpenClDevice device = OpenClDevices.Open(name);
        var field = new double[truth.Width * truth.Height];
        device.Render(new EscapeTask(truth.View, Rule, IterationLimit.Fixed(truth.MaxIterations)), field, CancellationToken.None);
        var apart = truth.Pixels.ToDictionary(p => p, p => PixelTruth.Apart(field[p.Row * truth.Width + p.Column], p.Nu ?? double.NaN));
        apart.Where(p => double.IsInfinity(p.Value)).Select(p => p.Key).ShouldBeEmpty("inside or outside must be right everywhere");
        apart.Count(p => p.Value > TruthComparison.Tolerance).ShouldBeLessThanOrEqualTo((int)((1 - Share) * truth.Pixels.Count));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_view_just_beyond_double_precision_is_followed_beside_its_reference(string name)
    {
        var view = ViewOf("-0.743643887037151", "0.13182590420533", "1e-11", 61, 43);
        using OpenClDevice device = OpenClDevices.Open(name);
        device.Render(new EscapeTask(view, Rule, IterationLimit.Fixed(5000)), new double[61 * 43], CancellationToken.None).Deep.ShouldNotBeNull();
        device.Render(new EscapeTask(view with { Radius = ExactDecimal.Parse("1e-6") }, Rule, IterationLimit.Fixed(5000)), new double[61 * 43], CancellationToken.None).Deep.ShouldBeNull();
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_zoom_sends_its_reference_once(string name)
    {
        foreach (var place in (string[])["e113", "e1000"])
        {
            var view = TruthFile.Load(place).View with { Width = 32, Height = 18 };
            var site = new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius);
            using OpenClDevice device = OpenClDevices.Open(name);
            Sent(view, 0).ShouldBeGreaterThan(0);
            Sent(view, 0.25).ShouldBe(0, "another sample of the same frame");
            Sent(view with { Radius = view.Radius * ExactDecimal.Parse("1.01") }, 0).ShouldBe(0, "the frame before it");
            // Another place, and back; the two may have a nucleus in common, whose blocks are then the same.
            Sent(view with { CentreRe = view.CentreRe + view.Radius }, 0, isSite: false).ShouldBeGreaterThan(0);
            Sent(view, 0).ShouldBeGreaterThan(0);

            long Sent(View frame, double offset, bool isSite = true)
            {
                var task = new EscapeTask(frame, Rule, IterationLimit.Fixed(20_000), offset, 0, isSite ? site : null);
                return device.Render(task, new double[task.FieldLength], CancellationToken.None).Deep.ShouldNotBeNull().SentBytes;
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_frame_can_be_given_up_in_the_middle_and_the_next_one_is_sound(string name)
    {
        var options = new DeviceOptions(InteriorShortcuts: false, Tolerance: 0);
        using OpenClDevice device = OpenClDevices.Open(name, options);
        var view = DeepViews.Of(DeepViewKind.InsideMinibrot, 22, -25).View with { Width = 320, Height = 180 };
        // Hours of work, none of which may be left out.
        var endless = new EscapeTask(view, Rule, IterationLimit.Fixed(100_000_000));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        Should.Throw<OperationCanceledException>(() => device.Render(endless, new double[endless.FieldLength], cancellation.Token));

        var task = new EscapeTask(DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 24, -130).View, Rule, IterationLimit.Fixed(3000));
        var field = new double[task.FieldLength];
        device.Render(task, field, CancellationToken.None);
        field.ShouldBeTheSameBitsAs(Render(task, options).Field, "after a frame that was given up");
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void The_cross_check_finds_no_fault_and_computes_no_reference_again(string name)
    {
        var store = new CountingStore();
        using OpenClDevice device = OpenClDevices.Open(name, new DeviceOptions(), new ReferenceLibrary(store));
        foreach (var (kind, log10Radius) in ((DeepViewKind, double)[])[(DeepViewKind.OnMisiurewiczPoint, -40), (DeepViewKind.AroundMinibrot, -330)])
        {
            using var sampled = new SampledDevice(device, [1, 2, 3]);
            var (_, view, limit) = DeepViews.Of(kind, 26, log10Radius);
            var task = new EscapeTask(view, Rule, IterationLimit.Fixed(limit)) { WithDistance = true };
            sampled.Render(task, new double[task.FieldLength], CancellationToken.None);
            var opened = store.Opened;
            var result = CrossCheck.Run(sampled.Fields, sampled.References.ShouldNotBeNull(), CancellationToken.None);
            result.Compared.ShouldBeGreaterThan(20);
            result.Wrong.ShouldBe(0, $"{result}");
            store.Opened.ShouldBe(opened);
        }
    }
}
