using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MandelActors.Explorer.Stacks;
using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Imaging.Png;
using MandelActors.Kernels;
using MandelActors.Numerics;
using MandelActors.Protocol.Scenes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace MandelActors.Explorer.Tests.Stacks;

/// <summary>Slices, pictures and the page.</summary>
public sealed partial class StackAnswerTests
{
    private const int Width = 48, Height = 32;

    [Theory]
    [InlineData("0:40:7,::3,5:30:2")]
    [InlineData("-1,31,47")]
    [InlineData("...")]
    public async Task A_slice_has_the_renderers_values(string at)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());
        var slice = ArraySlice.Parse("at", at, [40, Height, Width], ["level", "row", "column"]);
        var expected = ValuesOf(served.Scene, slice);

        var npy = await served.Client.GetByteArrayAsync(new Uri($"slice?at={at}", UriKind.Relative));
        using var json = JsonDocument.Parse(await served.Client.GetByteArrayAsync(new Uri($"slice?at={at}&as=json", UriKind.Relative)));

        var header = 10 + BinaryPrimitives.ReadUInt16LittleEndian(npy.AsSpan(8));
        Encoding.ASCII.GetString(npy, 10, header - 10).Trim().ShouldBe($"{{'descr': '<u2', 'fortran_order': False, 'shape': ({string.Join(", ", slice.Shape)}), }}");
        npy[header..].Chunk(2).Select(pair => (double)BinaryPrimitives.ReadUInt16LittleEndian(pair)).ShouldBe(expected);
        var levels = json.RootElement.GetProperty("values").EnumerateArray().ToArray();
        ((long)levels.Length).ShouldBe(slice.Shape[0]);
        ((long)levels[0].GetArrayLength()).ShouldBe(slice.Shape[1]);
        levels.SelectMany(level => level.EnumerateArray()).SelectMany(row => row.EnumerateArray()).Select(value => value.GetDouble()).ShouldBe(expected);
    }

    [Fact]
    public async Task A_level_of_many_blocks_is_put_together_in_order()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene("image.width=1000", "image.height=700"));
        var slice = ArraySlice.Parse("at", "1:3", [40, 700, 1000], ["level", "row", "column"]);

        var npy = await served.Client.GetByteArrayAsync(new Uri("slice?at=1:3", UriKind.Relative));

        npy[^(2 * 2 * 700 * 1000)..].Chunk(2).Select(pair => (double)BinaryPrimitives.ReadUInt16LittleEndian(pair)).ShouldBe(ValuesOf(served.Scene, slice));
        served.Device.Calls.ShouldBeGreaterThan(4, "each block is a turn of its own");
    }

    [Fact]
    public async Task A_point_inside_is_null_where_the_array_has_NaN()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene("escape.count=smooth", "escape.radius=256"));

        (await served.Client.GetStringAsync(new Uri("slice?at=0,16,24&as=json", UriKind.Relative))).ShouldBe("""{"slice":"0:1:1,16:17:1,24:25:1","type":"f4","values":[[[null]]]}""");
    }

    [Theory]
    [InlineData("slice", "at: expected a slice")]
    [InlineData("slice?at=40", "axis level")]
    [InlineData("slice?at=0,0,0,0", "at most 3 slices")]
    [InlineData("slice?at=0&as=png", "npy or json")]
    [InlineData("slice?at=0&at=1", "at: expected one value")]
    [InlineData("slice?att=0", "did you mean \"at\"")]
    [InlineData("slice?at=0%0A%0D0", "expected a whole number")]
    [InlineData("level/0.png?palette=none", "one of abyss")]
    [InlineData("level/0.png?contrast=5", "LOW:HIGH")]
    [InlineData("level/0.png?contrast=5:5", "LOW:HIGH")]
    [InlineData("level/0.png?contrast=0:1e999", "LOW:HIGH")]
    [InlineData("level/0.png?step=0", "whole number from 1")]
    [InlineData("level/0.png?at=0", "expected nothing but palette, contrast, step")]
    public async Task A_mistake_is_one_line(string address, string says)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());

        using var answer = await served.Client.GetAsync(new Uri(address, UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain(says);
        text.TrimEnd('\n').ShouldNotContain('\n');
        served.Device.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("slice?at=3")]
    [InlineData("slice?at=3&as=json")]
    [InlineData("level/3.png")]
    [InlineData("3.0.0")]
    public async Task A_failure_is_one_line_without_its_insides_and_is_not_kept(string address)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());
        served.Device.Failure = new InvalidOperationException("inside");

        using var failed = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
        served.Device.Failure = null;
        using var answer = await served.Client.GetAsync(new Uri(address, UriKind.Relative));

        failed.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await failed.Content.ReadAsStringAsync()).ShouldBe("this cannot be answered: InvalidOperationException\n");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("slice?at=...", "at most 67108864 values, found 40×8192×8192")]
    [InlineData("level/0.png", "at most 16777216 pixels, found 8192×8192")]
    public async Task What_is_too_large_is_refused_before_anything_is_computed(string address, string says)
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene("image.width=8192", "image.height=8192"));

        using var answer = await served.Client.GetAsync(new Uri(address, UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(says);
        served.Device.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_picture_shows_a_level_and_is_drawn_once()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());

        var whole = await PictureAsync(served, "level/2.png?palette=viridis&contrast=0:300");
        var part = await PictureAsync(served, "level/2.png?palette=viridis&contrast=0:300&step=3");

        (whole.Width, whole.Height, part.Width, part.Height).ShouldBe((Width, Height, 16, 11));
        for (var row = 0; row < 11; row++)
            for (var column = 0; column < 16; column++)
                part.Pixels[row * part.Stride + 3 * column].ShouldBe(whole.Pixels[3 * row * whole.Stride + 9 * column]);
        whole.Pixels.Distinct().Count().ShouldBeGreaterThan(5);
        var calls = served.Device.Calls;
        await PictureAsync(served, "level/2.png?palette=viridis&contrast=0:300");
        served.Device.Calls.ShouldBe(calls);
    }

    [Fact]
    public async Task The_page_says_how_to_open_it_and_all_it_points_to_is_there()
    {
        await using var served = await ServedStack.StartAsync(ServedStack.SmallScene());

        var page = await served.Client.GetStringAsync(served.Address);

        page.ShouldContain($"zarr.open(\"{served.Address.GetLeftPart(UriPartial.Authority)}\", mode=\"r\")");
        page.ShouldNotContain("<script");
        var links = Link().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToArray();
        links.Length.ShouldBeGreaterThan(5);
        foreach (var link in links) (await served.Client.GetByteArrayAsync(new Uri(link, UriKind.Relative))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Endpoints_work_below_a_prefix_of_another_server()
    {
        using var device = new WatchedDevice();
        await using var stack = new StackSource(ServedStack.SmallScene(), device);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        await using var application = builder.Build();
        StackEndpoints.Map(application.MapGroup("/jobs/7/array"), stack, new ChunkCache(1 << 20));
        await application.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };

        (await client.GetByteArrayAsync(new Uri("/jobs/7/array/3.0.0", UriKind.Relative))).ShouldNotBeEmpty();
        foreach (var address in (string[])["/jobs/7/array", "/jobs/7/array/"])
        {
            var page = await client.GetStringAsync(new Uri(address, UriKind.Relative));
            page.ShouldContain("/jobs/7/array\"");
            foreach (Match link in Link().Matches(page))
                (await client.GetByteArrayAsync(new Uri(WebUtility.HtmlDecode(link.Groups[1].Value), UriKind.Relative))).ShouldNotBeEmpty();
        }
    }

    private static async Task<Imaging.RgbImage> PictureAsync(ServedStack served, string address)
    {
        using var stream = new MemoryStream(await served.Client.GetByteArrayAsync(new Uri(address, UriKind.Relative)));
        return PngReader.Read(stream);
    }

    private static double[] ValuesOf(StackScene scene, ArraySlice slice)
    {
        using var device = new CpuDevice(new DeviceOptions(Threads: 2));
        var renderer = new StackRenderer(StackMapping.SettingsOf(scene));
        var (height, width) = (scene.Image.Height, scene.Image.Width);
        var values = new List<double>();
        var level = new double[height * width];
        for (var i = 0; i < slice.Shape[0]; i++)
        {
            renderer.Render((int)slice.Axes[0][i], AxisSlice.All(height), AxisSlice.All(width), device, level, CancellationToken.None);
            for (var row = 0; row < slice.Shape[1]; row++)
                for (var column = 0; column < slice.Shape[2]; column++) values.Add(level[slice.Axes[1][row] * width + slice.Axes[2][column]]);
        }

        return [.. values];
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();
}
