using System.Net;
using System.Net.Http.Headers;
using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Imaging.Png;
using MandelActors.Imaging.Zarr;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Explorer.Tests.Stacks;

/// <summary>The server as a Zarr store.</summary>
public sealed class StackStoreTests
{
    [Theory]
    [InlineData("format 2")]
    [InlineData("format 3", "array.format=3")]
    [InlineData("a slice, deep chunks, no compressor", "array.slice=\"3:40:4,::3,5:30:2\"", "array.chunks=[4,8,7]", "array.compressor=none", "array.type=u4")]
    [InlineData("smooth, auto", "array.slice=\"::9\"", "escape.count=smooth", "escape.radius=256", "iterations=auto")]
    public async Task Every_file_is_the_one_that_the_farm_writes(string what, params string[] assignments)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene(assignments));
        var array = StackMapping.ArrayOf(served.Scene);

        foreach (var (name, bytes) in ZarrMetadata.FilesOf(array)) (await served.Client.GetByteArrayAsync(new Uri(name, UriKind.Relative))).ShouldBe(bytes, what);
        var chunks = 0;
        foreach (var (name, bytes) in ChunksOf(served.Scene, array))
        {
            (await served.Client.GetByteArrayAsync(new Uri(name, UriKind.Relative))).ShouldBe(bytes, $"{what}: {name}");
            chunks++;
        }

        ((long)chunks).ShouldBe(array.Grid.Aggregate((product, length) => product * length));
        served.Device.WasShared.ShouldBeFalse();
    }

    [Theory]
    [InlineData(".zgroup")]
    [InlineData(".zmetadata")]
    [InlineData("zarr.json")]
    [InlineData("c/0/0/0")]
    [InlineData("0/0/0")]
    [InlineData("40.0.0")]
    [InlineData("0.2.0")]
    [InlineData("0.0")]
    [InlineData("0.0.0.0")]
    [InlineData("00.0.0")]
    [InlineData(".zarray/.zarray")]
    [InlineData("favicon.ico")]
    public async Task A_name_the_array_does_not_have_is_not_found(string name)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());

        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            using var request = new HttpRequestMessage(method, name);
            using var answer = await served.Client.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadAsStringAsync()).Count(c => c == '\n').ShouldBe(method == HttpMethod.Get ? 1 : 0);
        }

        served.Device.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData(".zarray")]
    [InlineData(".zattrs")]
    [InlineData("7.1.2")]
    [InlineData("level/3.png")]
    [InlineData("slice?at=3")]
    [InlineData("")]
    public async Task Head_says_what_get_sends(string name)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());
        using var request = new HttpRequestMessage(HttpMethod.Head, name);

        using var head = await served.Client.SendAsync(request);
        using var get = await served.Client.GetAsync(new Uri(name, UriKind.Relative));

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        head.Content.Headers.ContentLength.ShouldBe((await get.Content.ReadAsByteArrayAsync()).Length);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
    }

    [Theory]
    [InlineData(".zarray")]
    [InlineData("7.1.2")]
    [InlineData("level/3.png?step=2")]
    [InlineData("slice?at=3&as=json")]
    public async Task What_a_client_has_is_confirmed_and_not_computed(string name)
    {
        EntityTagHeaderValue tag;
        await using (var before = await ServedStack.StartAsync(ServedStack.SmallScene()))
        {
            using var first = await before.Client.GetAsync(new Uri(name, UriKind.Relative));
            tag = first.Headers.ETag.ShouldNotBeNull();
            first.Headers.CacheControl!.NoCache.ShouldBeTrue();
        }

        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());
        (await AskAsync(served, name, tag)).ShouldBe(HttpStatusCode.NotModified);
        (await AskAsync(served, name, EntityTagHeaderValue.Any)).ShouldBe(HttpStatusCode.NotModified);
        served.Device.Calls.ShouldBe(0);
        (await AskAsync(served, name, new EntityTagHeaderValue("\"another\""))).ShouldBe(HttpStatusCode.OK);

        await using var other = await ServedStack.StartAsync(ServedStack.SmallScene("iterations=301"));
        (await AskAsync(other, name, tag)).ShouldBe(HttpStatusCode.OK, "another scene has other tags");
    }

    [Fact]
    public async Task Twenty_requests_for_one_chunk_are_one_computation()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => served.Client.GetByteArrayAsync(new Uri("5.0.1", UriKind.Relative))));

        all.Select(Convert.ToHexString).Distinct().Count().ShouldBe(1);
        served.Device.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Everybody_is_answered_however_many_ask_at_once()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());
        string[] names = [.. Enumerable.Range(0, 40).SelectMany(level => Enumerable.Range(0, 6).Select(part => $"{level}.{part / 3}.{part % 3}"))];

        var all = await Task.WhenAll(names.Concat(names).Select(name => served.Client.GetByteArrayAsync(new Uri(name, UriKind.Relative))));

        all.ShouldAllBe(bytes => bytes.Length > 0);
        served.Device.Calls.ShouldBe(names.Length);
        served.Device.WasShared.ShouldBeFalse();
    }

    [Fact]
    public async Task A_chunk_does_not_wait_for_the_end_of_a_long_slice()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene("image.width=512", "image.height=512", "levels=250", "zoomPerLevel=1.01"));
        // Nobody reads the body, of 130 MB: the slice stays under way.
        using var slice = await served.Client.GetAsync(new Uri("slice?at=...", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        (await served.Client.GetByteArrayAsync(new Uri("5.0.1", UriKind.Relative))).ShouldNotBeEmpty();

        slice.StatusCode.ShouldBe(HttpStatusCode.OK);
        served.Device.Calls.ShouldBeLessThan(250, "the slice was not computed to its end");
    }

    [SkippableTheory]
    [InlineData("127.8.9.1")]
    [InlineData("::1")]
    public async Task Every_loopback_address_answers_under_its_own_name(string address)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "other systems have one loopback address");
        Skip.If(address.Contains(':', StringComparison.Ordinal) && !System.Net.Sockets.Socket.OSSupportsIPv6, "this machine has no IPv6");
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene(), IPAddress.Parse(address));

        (await served.Client.GetByteArrayAsync(new Uri(".zarray", UriKind.Relative))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_chunk_whose_client_has_gone_is_given_up_and_computed_for_the_next()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());
        served.Device.Stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaving = new CancellationTokenSource();
        var asked = served.Client.GetByteArrayAsync(new Uri("5.0.1", UriKind.Relative), leaving.Token);
        await served.Device.Stuck.Task;

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked);
        await served.Device.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1));
        served.Device.Stuck = null;
        (await served.Client.GetByteArrayAsync(new Uri("5.0.1", UriKind.Relative))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_one_line_with_the_remedy()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());
        served.Device.Value = 1e6;

        using var answer = await served.Client.GetAsync(new Uri("5.0.1", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Headers.ETag.ShouldBeNull();
        (await answer.Content.ReadAsStringAsync()).ShouldBe("the value 999999 at [5, 0, 20] is above 65535, the largest of u2: choose the type u4\n");
    }

    private static IEnumerable<(string Name, byte[] Bytes)> ChunksOf(StackScene scene, ZarrArray array)
    {
        using var device = new CpuDevice(new DeviceOptions(Threads: 1));
        var renderer = new SlabRenderer(scene);
        for (var frame = 0; frame < scene.FrameCount; frame++)
        {
            using var slab = renderer.Compute(frame, device, CancellationToken.None);
            var content = slab.Finish(new PngOptions());
            for (var part = 0; part < content.Parts; part++)
            {
                using var stream = new MemoryStream();
                content.WritePart(part, stream);
                yield return (array.ChunkName([frame, part / array.Grid[2], part % array.Grid[2]]), stream.ToArray());
            }
        }
    }

    private static async Task<HttpStatusCode> AskAsync(ServedStack served, string name, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, name);
        request.Headers.IfNoneMatch.Add(tag);
        using var answer = await served.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
