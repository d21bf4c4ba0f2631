using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;
using MandelActors.Testing;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>References are computed once for whoever needs them, and come to no harm by who gives up.</summary>
public sealed class ReferenceLibraryTests
{
    private const int Limit = 20_000;

    /// <summary>Far beyond anything that works: only a hang gets here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly EscapeRule Rule = new();

    private static readonly ReferenceSite[] Sites = [SiteOf("4e-114"), SiteOf("3.9e-114"), SiteOf("3.8e-114")];

    private readonly CountingStore _store = new();

    [Fact]
    public void A_zoom_computes_its_reference_and_table_once()
    {
        var truth = TruthFile.Load("e113");
        var library = new ReferenceLibrary(_store);
        using var device = new CpuDevice(null, library);
        var site = new ReferenceSite(truth.View.CentreRe, truth.View.CentreIm, truth.View.Radius);
        List<bool> found = [];
        foreach (var radius in (string[])["1e-20", "1e-60", "1e-113", "4e-114"])
        {
            var view = truth.View with { Radius = ExactDecimal.Parse(radius), Width = 32, Height = 18 };
            found.Add(device.Render(new EscapeTask(view, Rule, IterationLimit.Auto, Site: site), new double[32 * 18], CancellationToken.None).Deep!.FromCache);
        }

        found.ShouldBe([false, true, true, true]);
        (_store.Opened, _store.Saved).ShouldBe((1, 1));
    }

    [Fact]
    public void Samples_of_a_frame_share_one_table()
    {
        var library = new ReferenceLibrary(_store);
        var first = Get(library, Sites[0]);
        Get(library, Sites[0]).Table.ShouldBeSameAs(first.Table);
        Get(library, Sites[0] with { }).Table.ShouldBeSameAs(first.Table);
        _store.Opened.ShouldBe(1);
    }

    [Fact]
    public async Task Devices_that_ask_at_once_wait_for_one_reference()
    {
        var library = new ReferenceLibrary(_store);
        var view = new View(Sites[0].Re, Sites[0].Im, Sites[0].Radius, 16, 9);
        var fields = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            using var device = new CpuDevice(new DeviceOptions(Threads: 1), library);
            var field = new double[16 * 9];
            device.Render(new EscapeTask(view, Rule, IterationLimit.Fixed(Limit)), field, CancellationToken.None);
            return field;
        })));

        (_store.Opened, _store.Saved).ShouldBe((1, 1));
        foreach (var field in fields) field.ShouldBeTheSameBitsAs(fields[0], "another device");
    }

    [Fact]
    public void What_a_store_keeps_is_not_computed_again_and_gives_the_same_bits()
    {
        var view = new View(Sites[1].Re, Sites[1].Im, Sites[1].Radius, 16, 9);
        double[][] fields = [new double[16 * 9], new double[16 * 9]];
        foreach (var field in fields)
        {
            using var device = new CpuDevice(null, new ReferenceLibrary(_store));
            device.Render(new EscapeTask(view, Rule, IterationLimit.Fixed(Limit)), field, CancellationToken.None);
        }

        (_store.Opened, _store.Saved).ShouldBe((2, 1));
        fields[1].ShouldBeTheSameBitsAs(fields[0], "loaded");
    }

    [Fact]
    public void A_damaged_or_foreign_entry_is_computed_and_saved_again()
    {
        Get(new ReferenceLibrary(_store), Sites[0]);
        var (key, sound) = _store.Kept.ShouldHaveSingleItem();
        byte[] foreignVersion = [.. sound], noEnd = [.. sound], noNumber = [.. sound], tooLong = [.. sound];
        foreignVersion[0]++;
        noEnd[4] = 99;
        BitConverter.TryWriteBytes(noNumber.AsSpan(sound.Length - 24), double.NaN).ShouldBeTrue();
        BitConverter.TryWriteBytes(tooLong.AsSpan(12), int.MaxValue).ShouldBeTrue();
        byte[][] damages = [[], sound[..3], sound[..16], sound[..(sound.Length / 2)], sound[..^1], foreignVersion, noEnd, noNumber, tooLong];
        foreach (var damaged in damages)
        {
            var saved = _store.Saved;
            _store.Kept[key] = damaged;
            Get(new ReferenceLibrary(_store), Sites[0]).FromCache.ShouldBeFalse($"{damaged.Length} bytes");
            _store.Saved.ShouldBe(saved + 1);
            _store.Kept[key].ShouldBe(sound);
        }
    }

    [Fact]
    public void Who_gives_up_in_the_middle_leaves_the_library_as_it_was()
    {
        var library = new ReferenceLibrary(_store);
        using var cancellation = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => Get(library, Sites[0], new HeardProgress(cancellation.Cancel), cancellation.Token));
        _store.Saved.ShouldBe(0);

        var loan = Get(library, Sites[0]);
        loan.FromCache.ShouldBeFalse();
        loan.Table.Reference.Elements.ShouldBe(ReferenceBuilder.Build(Sites[0], Limit).Elements);
    }

    [Fact]
    public async Task Who_waits_for_one_who_gives_up_gets_the_reference_all_the_same()
    {
        var library = new ReferenceLibrary(_store);
        using var cancellation = new CancellationTokenSource();
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var first = Task.Run(() => Get(library, Sites[0], new HeardProgress(() => { begun.Set(); go.Wait(Patience); }), cancellation.Token));
        begun.Wait(Patience).ShouldBeTrue("no progress was heard");
        var second = Task.Run(() => Get(library, Sites[0]));
        // One more who waits and gives up while waiting: of no consequence to the others.
        Should.Throw<OperationCanceledException>(() => Get(library, Sites[0], null, new CancellationToken(true)));
        await cancellation.CancelAsync();
        go.Set();

        await Should.ThrowAsync<OperationCanceledException>(first);
        (await second).Table.Reference.Last.ShouldBeGreaterThan(0);
        _store.Saved.ShouldBe(1);
    }

    [Fact]
    public void What_was_used_longest_ago_goes_first_and_what_is_in_use_stays()
    {
        var one = Get(new ReferenceLibrary(), Sites[0]).Table.Bytes;
        var library = new ReferenceLibrary(_store, memoryBytes: 2 * one + one / 2);
        var first = Get(library, Sites[0]);
        Get(library, Sites[1]);
        Get(library, Sites[0]).Table.ShouldBeSameAs(first.Table);
        Get(library, Sites[2]);

        Get(library, Sites[0]).Table.ShouldBeSameAs(first.Table, "it was used after the second");
        var opened = _store.Opened;
        Get(library, Sites[1]);
        _store.Opened.ShouldBe(opened + 1, "the second had to go");
    }

    [Fact]
    public void A_reference_larger_than_all_memory_is_kept_while_it_is_used()
    {
        var library = new ReferenceLibrary(_store, memoryBytes: 0);
        var first = Get(library, Sites[0]);
        Get(library, Sites[0]).Table.ShouldBeSameAs(first.Table);
        Get(library, Sites[1]);
        Get(library, Sites[0]).Table.ShouldNotBeSameAs(first.Table);
        _store.Saved.ShouldBe(2);
        // Who borrowed the table that went still has all of it.
        first.Table.Reference.Elements.ShouldBe(Get(library, Sites[0]).Table.Reference.Elements);
    }

    private static ReferenceLoan Get(
        ReferenceLibrary library, ReferenceSite site, IProgress<ReferenceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        library.Get(site, Limit, MipTable.ShippedTolerance, MipTable.ShippedLeafLevel, 1, progress, cancellationToken);

    /// <summary>References of 11,380 steps, so that their progress is heard.</summary>
    private static ReferenceSite SiteOf(string radius)
    {
        var view = TruthFile.Load("e113").View;
        return new ReferenceSite(view.CentreRe, view.CentreIm, ExactDecimal.Parse(radius));
    }
}
