using MandelActors.Actors;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Tests.Links;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Farm.Transport;
using MandelActors.Imaging;
using MandelActors.Imaging.Png;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;
using MandelActors.Testing.Network;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Transport;

/// <summary>A node's end of the frame transport, with a real spool, a real seed, and a network that is disturbed between them.</summary>
public sealed class UploadDeliveryTests : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Picture = Noise(1100);
    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly SeedAddress _address = new();
    private SeedBench _seed = null!;
    private TcpProxy _network = null!;
    private FrameSpool _spool = null!;
    private JobDefinition _job = null!;
    private UploadDelivery _delivery = null!;

    public async Task InitializeAsync()
    {
        var settings = SettingsLoader.Reference;
        _seed = await SeedBench.StartAsync(settings);
        _network = new TcpProxy(_seed.Address.Port);
        _address.Current = _network.Address;
        _job = _seed.Submit("film", TestScenes.Load("film.codec=apng"));
        _spool = FrameSpool.Open(_temporary.Combine("spool"), settings.Transport, TimeProvider.System);
        SpoolShelf shelf = new(_job.Job, SceneIdentity.Of(_job.Scene), "cpu");
        _delivery = new UploadDelivery(shelf, _spool, new FrameUploader(_http, _address, settings.Transport, TimeProvider.System));
    }

    public async Task DisposeAsync()
    {
        await _network.DisposeAsync();
        await _seed.DisposeAsync();
    }

    public void Dispose()
    {
        _spool.Dispose();
        _http.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task A_resumed_upload_sends_only_what_is_missing()
    {
        var lease = await LeaseAsync();
        _delivery.Keep(lease.Frame, lease.Attempt, Content());
        _network.PauseAfter(Picture.Length / 2);
        string path = _job.Folder.Temporary(lease.Frame, lease.Attempt);

        var handingIn = _delivery.HandInAsync(lease.Frame, lease.Attempt, CancellationToken.None);
        await Eventually.TrueAsync(
            () => _network.BytesToServer >= Picture.Length / 2 && _network.BytesToServer - LengthOf(path) < 4096, () => "what was passed on did not come");
        LengthOf(path).ShouldBeLessThan(Picture.Length);
        _network.Cut();
        _network.Resume();
        var written = await handingIn;

        _network.Cuts.ShouldBeGreaterThan(0);
        _network.BytesToServer.ShouldBeLessThan(Picture.Length + (Picture.Length / 10));
        written.Sha256.ShouldBe(Sha256Hash.Of(Picture));
        File.ReadAllBytes(path).ShouldBe(Picture);
    }

    [Fact]
    public async Task A_frame_stays_held_until_the_job_has_it()
    {
        var lease = await LeaseAsync();
        _delivery.Keep(lease.Frame, lease.Attempt, Content());

        await _delivery.HandInAsync(lease.Frame, lease.Attempt, CancellationToken.None);
        Directory.GetFiles(_temporary.Combine("spool", "held"), "*.frame", SearchOption.AllDirectories).Length.ShouldBe(1);

        _delivery.Release(lease.Frame, lease.Attempt);
        Directory.GetFiles(_temporary.Combine("spool", "held"), "*.frame", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_late_attempt_is_told_apart_and_its_bytes_serve_the_next_one()
    {
        var lease = await LeaseAsync();
        _delivery.Keep(lease.Frame, lease.Attempt, Content());
        _seed.Coordinator.Tell(new FarmProtocol.ToJob(_job.Job, new ReturnFrame(lease.Frame, lease.Attempt)), ActorRefs.NoSender);

        await Should.ThrowAsync<StaleAttemptException>(() => _delivery.HandInAsync(lease.Frame, lease.Attempt, CancellationToken.None));
        _delivery.Discard(lease.Frame, lease.Attempt);
        _delivery.Held.ShouldBe([lease.Frame]);

        var next = await LeaseAsync();
        next.Frame.ShouldBe(lease.Frame);
        (await _delivery.HandInAsync(next.Frame, next.Attempt, CancellationToken.None)).Sha256.ShouldBe(Sha256Hash.Of(Picture));
    }

    [Fact]
    public async Task A_frame_that_does_not_decode_is_refused_and_held_no_more()
    {
        var lease = await LeaseAsync();
        _delivery.Keep(lease.Frame, lease.Attempt, new OneFile(stream => stream.Write("no picture"u8)));

        (await Should.ThrowAsync<UploadRefusedException>(() => _delivery.HandInAsync(lease.Frame, lease.Attempt, CancellationToken.None)))
            .Message.ShouldContain("decode");

        _delivery.Held.ShouldBeEmpty();
        Directory.GetFiles(_temporary.Combine("spool", "held"), "*.frame", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Handing_in_waits_for_a_seed_that_is_not_there_and_ends_when_it_is_cancelled()
    {
        var lease = await LeaseAsync();
        _delivery.Keep(lease.Frame, lease.Attempt, Content());
        _network.Refuses = true;
        using CancellationTokenSource stop = new();

        var handingIn = _delivery.HandInAsync(lease.Frame, lease.Attempt, stop.Token);
        handingIn.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(handingIn);
        _spool.FramesOn(new SpoolShelf(_job.Job, SceneIdentity.Of(_job.Scene), "cpu")).ShouldBe([lease.Frame]);
    }

    /// <summary>Somebody clears the folders of caches: what is still named as held would be granted to be handed in for ever.</summary>
    [Fact]
    public async Task A_frame_whose_file_is_gone_is_held_no_more()
    {
        var lease = await LeaseAsync();
        _delivery.Keep(lease.Frame, lease.Attempt, Content());
        File.Delete(Directory.GetFiles(_temporary.Combine("spool", "held"), "*.frame", SearchOption.AllDirectories).Single());

        await Should.ThrowAsync<StaleAttemptException>(() => _delivery.HandInAsync(lease.Frame, lease.Attempt, CancellationToken.None));
        _delivery.Discard(lease.Frame, lease.Attempt);

        _delivery.Held.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_frame_whose_folder_goes_while_it_is_handed_in_is_given_back()
    {
        var lease = await LeaseAsync();
        _delivery.Keep(lease.Frame, lease.Attempt, Content());
        _network.Refuses = true;

        var handingIn = _delivery.HandInAsync(lease.Frame, lease.Attempt, CancellationToken.None);
        Directory.Delete(_temporary.Combine("spool", "held"), recursive: true);
        _network.Refuses = false;

        await Should.ThrowAsync<StaleAttemptException>(handingIn.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private static byte[] Noise(int size)
    {
        RgbImage image = new(size, size);
        new Random(1).NextBytes(image.Pixels);
        using MemoryStream stream = new();
        PngWriter.Write(stream, image);
        return stream.ToArray();
    }

    private static OneFile Content() => new(stream => stream.Write(Picture));

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private Task<Lease> LeaseAsync() => _seed.LeaseAsync(_job, _delivery.Held);
}
