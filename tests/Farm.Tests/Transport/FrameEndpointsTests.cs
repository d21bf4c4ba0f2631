using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MandelActors.Actors;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Tests.Links;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Farm.Transport;
using MandelActors.Imaging;
using MandelActors.Imaging.Png;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using MandelActors.Testing;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Transport;

/// <summary>A seed's end of the frame transport over real HTTP, with a client that behaves in every way but well.</summary>
public sealed class FrameEndpointsTests : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Picture = PictureOf(64);
    private readonly HttpClient _http = new();
    private readonly ManualTimeProvider _time = new();
    private SeedBench _seed = null!;
    private JobDefinition _job = null!;

    public async Task InitializeAsync()
    {
        var settings = SettingsLoader.Reference;
        _seed = await SeedBench.StartAsync(settings with { Transport = settings.Transport with { PartMiB = 1 } }, _time);
        _job = _seed.Submit("film", TestScenes.Load("film.codec=apng"));
    }

    public async Task DisposeAsync() => await _seed.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_part_that_is_handed_in_lies_under_its_attempts_name_byte_for_byte()
    {
        var lease = await LeaseAsync();

        (await PutAsync(lease, Picture)).StatusCode.ShouldBe(HttpStatusCode.Created);

        File.ReadAllBytes(_job.Folder.Temporary(lease.Frame, lease.Attempt)).ShouldBe(Picture);
    }

    [Fact]
    public async Task The_same_part_again_is_taken_again_and_other_bytes_are_not()
    {
        var lease = await LeaseAsync();
        await PutAsync(lease, Picture);

        (await PutAsync(lease, Picture)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PutAsync(lease, PictureOf(32))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        File.ReadAllBytes(_job.Folder.Temporary(lease.Frame, lease.Attempt)).ShouldBe(Picture);
    }

    [Fact]
    public async Task An_upload_that_broke_off_goes_on_where_it_ended()
    {
        var lease = await LeaseAsync();
        await BreakOffAsync(lease, Picture.Length / 3);

        long offset = await OffsetAsync(lease);
        offset.ShouldBeInRange(1, Picture.Length / 3);
        var response = await PutAsync(lease, Picture, (int)offset);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        File.ReadAllBytes(_job.Folder.Temporary(lease.Frame, lease.Attempt)).ShouldBe(Picture);
    }

    [Fact]
    public async Task Bytes_for_another_place_are_answered_with_the_place()
    {
        var lease = await LeaseAsync();

        var response = await PutAsync(lease, Picture, offset: 10);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        response.Headers.GetValues(FrameEndpoints.UploadOffset).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Another_digest_than_that_of_the_bytes_is_refused_and_nothing_is_left()
    {
        var lease = await LeaseAsync();

        var response = await PutAsync(lease, Picture, digest: Sha256Hash.Of("other"u8));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        File.Exists(_job.Folder.Temporary(lease.Frame, lease.Attempt)).ShouldBeFalse();
        (await PutAsync(lease, Picture)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Bytes_that_are_no_picture_are_refused_although_the_digest_is_theirs()
    {
        var lease = await LeaseAsync();

        var response = await PutAsync(lease, Encoding.UTF8.GetBytes("no picture at all"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("decode");
        File.Exists(_job.Folder.Temporary(lease.Frame, lease.Attempt)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_part_longer_than_the_seed_takes_is_refused_before_its_bytes_are_read()
    {
        var lease = await LeaseAsync();
        using var request = RequestFor(lease, new byte[(1 << 20) + 1], 0, Sha256Hash.Of([]));

        (await _http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_sender_that_stands_still_is_cut_off_and_what_came_is_kept()
    {
        var lease = await LeaseAsync();
        using var sender = await BeginAsync(lease, Picture.Length / 2);

        // Nothing more comes: the seed gives up by itself and says so.
        byte[] answer = new byte[64];
        var receiving = sender.ReceiveAsync(answer);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(_seed.Settings.Transport.GraceSeconds));
                return receiving.IsCompleted;
            },
            () => "the seed goes on waiting");
        int read = await receiving;

        Encoding.ASCII.GetString(answer, 0, read).ShouldStartWith("HTTP/1.1 408");
        (await OffsetAsync(lease)).ShouldBe(Picture.Length / 2);
    }

    [Fact]
    public async Task Whoever_comes_again_takes_the_turn_of_a_connection_that_is_dead_on_one_side()
    {
        var lease = await LeaseAsync();
        using var dead = await BeginAsync(lease, Picture.Length / 2);

        (await PutAsync(lease, Picture)).StatusCode.ShouldBe(HttpStatusCode.Created);

        File.ReadAllBytes(_job.Folder.Temporary(lease.Frame, lease.Attempt)).ShouldBe(Picture);
    }

    [Fact]
    public async Task A_late_attempt_is_refused_and_counted()
    {
        var lease = await LeaseAsync();
        _seed.Coordinator.Tell(new FarmProtocol.ToJob(_job.Job, new ReturnFrame(lease.Frame, lease.Attempt)), ActorRefs.NoSender);

        var response = await PutAsync(lease, Picture);

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await _seed.StatusAsync(_job)).LateAttempts.ShouldBe(1);
        File.Exists(_job.Folder.Temporary(lease.Frame, lease.Attempt)).ShouldBeFalse();
    }

    [Fact]
    public async Task Something_else_in_a_frames_place_refuses_that_frame_with_its_place()
    {
        var lease = await LeaseAsync();
        string place = _job.Folder.Temporary(lease.Frame, lease.Attempt);
        Directory.CreateDirectory(place);

        var response = await PutAsync(lease, Picture);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain(Path.GetFileName(place));
    }

    [SkippableFact]
    public async Task A_folder_that_is_closed_to_the_seed_refuses_nothing_for_good()
    {
        // Its file system makes no files for anybody, root included.
        const string closed = "/dev/pts";
        Skip.IfNot(OperatingSystem.IsLinux() && Directory.Exists(closed), "there is no folder here that is closed to everybody");
        var lease = await LeaseAsync();
        string frames = _job.Folder.Frames, aside = frames + ".aside";
        Directory.Move(frames, aside);
        Directory.CreateSymbolicLink(frames, closed);

        var response = await PutAsync(lease, Picture);
        var again = await PutAsync(lease, Picture);
        Directory.Delete(frames);
        Directory.Move(aside, frames);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        again.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var status = await _seed.StatusWhenAsync(_job, status => status.Warnings.Count > 0);
        status.Warnings.ShouldHaveSingleItem().ShouldContain($"the seed may not write into '{frames}'");
        (await PutAsync(lease, Picture)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("/api/jobs/nobody/frames/0/attempts/1000000001/parts/0", HttpStatusCode.NotFound)]
    [InlineData("/api/jobs/film/frames/99999/attempts/1000000001/parts/0", HttpStatusCode.Conflict)]
    [InlineData("/api/jobs/film/frames/-1/attempts/1000000001/parts/0", HttpStatusCode.NotFound)]
    [InlineData("/api/jobs/film/frames/0x1/attempts/1/parts/0", HttpStatusCode.NotFound)]
    [InlineData("/api/jobs/film/frames/0/attempts/99999999999999999999/parts/0", HttpStatusCode.NotFound)]
    [InlineData("/api/jobs/..%2f..%2fetc/frames/0/attempts/1/parts/0", HttpStatusCode.NotFound)]
    [InlineData("/api/jobs/film%00/frames/0/attempts/1/parts/0", HttpStatusCode.NotFound)]
    [InlineData("/api/jobs/film/frames/..%2f0/attempts/1/parts/0", HttpStatusCode.NotFound)]
    public async Task Names_of_nothing_and_names_that_would_lead_out_are_refused(string path, HttpStatusCode expected)
    {
        string before = string.Join('\n', Directory.GetFileSystemEntries(_seed.Store, "*", SearchOption.AllDirectories).Order());
        using HttpRequestMessage request = new(HttpMethod.Put, new Uri(_seed.Address, path)) { Content = new ByteArrayContent(Picture) };
        request.Content.Headers.Add(FrameEndpoints.ReprDigest, DigestOf(Sha256Hash.Of(Picture)));

        // A character that no path may hold is refused by the web server itself.
        var status = (await _http.SendAsync(request)).StatusCode;

        if (!path.Contains("%00", StringComparison.Ordinal)) status.ShouldBe(expected);
        else status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        string.Join('\n', Directory.GetFileSystemEntries(_seed.Store, "*", SearchOption.AllDirectories).Order().Where(name => !name.EndsWith("frames", StringComparison.Ordinal)))
            .ShouldBe(string.Join('\n', before.Split('\n').Where(name => !name.EndsWith("frames", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_body_without_a_length_or_a_digest_is_refused()
    {
        var lease = await LeaseAsync();
        using HttpRequestMessage endless = new(HttpMethod.Put, AddressOf(lease)) { Content = new ByteArrayContent(Picture) };
        endless.Headers.TransferEncodingChunked = true;
        using HttpRequestMessage plain = new(HttpMethod.Put, AddressOf(lease)) { Content = new ByteArrayContent(Picture) };

        (await _http.SendAsync(endless)).StatusCode.ShouldBe(HttpStatusCode.LengthRequired);
        (await _http.SendAsync(plain)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static byte[] PictureOf(int size)
    {
        RgbImage image = new(size, size);
        // Noise, so that the file has some length.
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * 2654435761L >> 13);
        using MemoryStream stream = new();
        PngWriter.Write(stream, image);
        return stream.ToArray();
    }

    private static string DigestOf(Sha256Hash hash) => $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(hash.ToString()))}:";

    private Task<Lease> LeaseAsync() => _seed.LeaseAsync(_job);

    private Uri AddressOf(Lease lease) => new(_seed.Address, ApiRoutes.FramePart("film", lease.Frame.Value, lease.Attempt.Value, 0));

    private HttpRequestMessage RequestFor(Lease lease, byte[] part, int offset, Sha256Hash digest)
    {
        HttpRequestMessage request = new(HttpMethod.Put, AddressOf(lease)) { Content = new ByteArrayContent(part, offset, part.Length - offset) };
        request.Content.Headers.Add(FrameEndpoints.ReprDigest, DigestOf(digest));
        request.Headers.Add(FrameEndpoints.UploadOffset, offset.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(FrameEndpoints.UploadLength, part.Length.ToString(CultureInfo.InvariantCulture));
        return request;
    }

    private async Task<HttpResponseMessage> PutAsync(Lease lease, byte[] part, int offset = 0, Sha256Hash? digest = null)
    {
        using var request = RequestFor(lease, part, offset, digest ?? Sha256Hash.Of(part));
        return await _http.SendAsync(request);
    }

    private async Task<long> OffsetAsync(Lease lease)
    {
        using HttpRequestMessage question = new(HttpMethod.Head, AddressOf(lease));
        using var answer = await _http.SendAsync(question);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return long.Parse(answer.Headers.GetValues(FrameEndpoints.UploadOffset).Single(), CultureInfo.InvariantCulture);
    }

    /// <summary>Begins an upload and leaves it there, with the connection open.</summary>
    private async Task<Socket> BeginAsync(Lease lease, int bytes)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_seed.Address.Host, _seed.Address.Port);
        string head = string.Create(CultureInfo.InvariantCulture, $"PUT {AddressOf(lease).AbsolutePath} HTTP/1.1\r\nHost: seed\r\nContent-Length: {Picture.Length}\r\n")
            + $"{FrameEndpoints.ReprDigest}: {DigestOf(Sha256Hash.Of(Picture))}\r\n\r\n";
        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. Picture.AsSpan(0, bytes)]);
        string path = _job.Folder.Temporary(lease.Frame, lease.Attempt);
        await Eventually.TrueAsync(() => File.Exists(path) && new FileInfo(path).Length == bytes, () => "the seed did not write what came");
        return socket;
    }

    private async Task BreakOffAsync(Lease lease, int bytes)
    {
        using var socket = await BeginAsync(lease, bytes);
        socket.LingerState = new LingerOption(true, 0);
    }
}
