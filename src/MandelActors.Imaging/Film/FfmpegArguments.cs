using System.Globalization;

namespace MandelActors.Imaging.Film;

/// <summary>The command lines ffmpeg and ffprobe are run with.</summary>
internal static class FfmpegArguments
{
    // x264's output depends on the number of its threads, so it is a constant and not the machine's. Eight keep two cores as busy as two would
    // (tests/Benchmarks/README.md, x264) and still use a machine of eight.
    private const string EncoderThreads = "8";

    // x265 with several frames under way at once was seen to give different bytes from run to run; rows within a frame still go abreast.
    private const string X265Parameters = "frame-threads=1:log-level=error:info=0";

    private static readonly string[] Quiet = ["-hide_banner", "-nostats", "-loglevel", "error"];

    // No encoder's version, no time: the same frames give the same file.
    private static readonly string[] Repeatable = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"];

    private static readonly string[] Bt709 = ["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"];

    /// <summary>Raw frames on standard input to a film at <paramref name="path"/>.</summary>
    public static IEnumerable<string> Encode(FilmSettings settings, string path) =>
    [
        .. Quiet, "-xerror",
        "-f", "rawvideo", "-pixel_format", PixelsIn(settings), "-video_size", Invariant($"{settings.EncodedWidth}x{settings.EncodedHeight}"),
        "-framerate", settings.Rate.ToString(), "-i", "pipe:0", "-map", "0:v:0",
        .. Codec(settings), .. Repeatable,
        .. settings.Codec == FilmCodec.Ffv1 ? (string[])["-f", "matroska"] : ["-movflags", "+faststart", "-f", "mp4"],
        "-y", FileUrl(path),
    ];

    /// <summary>A film to raw frames on standard output, ending at the first doubt.</summary>
    public static IEnumerable<string> Decode(FilmSettings settings, string path) =>
    [
        .. Quiet, "-nostdin", "-xerror", "-err_detect", "crccheck+explode", "-i", FileUrl(path), "-map", "0:v:0",
        "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", PixelsOut(settings), "pipe:1",
    ];

    /// <summary>Size, rate and duration of a film, one <c>key=value</c> a line.</summary>
    public static IEnumerable<string> Probe(string path) =>
    [
        "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height,r_frame_rate,avg_frame_rate:format=duration",
        "-of", "default=noprint_wrappers=1", FileUrl(path),
    ];

    private static IEnumerable<string> Codec(FilmSettings settings) => settings.Codec switch
    {
        FilmCodec.H264 =>
            [.. Conversion, "-c:v", "libx264", "-preset", settings.Preset, "-crf", Quality(settings), "-threads", EncoderThreads, .. Bt709],
        FilmCodec.H265 =>
            [.. Conversion, "-c:v", "libx265", "-preset", settings.Preset, "-crf", Quality(settings), "-x265-params", X265Parameters, "-tag:v", "hvc1", .. Bt709],
        FilmCodec.H264Lossless => ["-c:v", "libx264rgb", "-preset", settings.Preset, "-qp", "0", "-threads", EncoderThreads],
        FilmCodec.Ffv1 => ["-c:v", "ffv1", "-level", "3", "-coder", "1", "-slices", "12", "-slicecrc", "1", "-g", "1", "-threads", "4",
            "-pix_fmt", settings.BitDepth == 8 ? "bgr0" : "gbrp16"],
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Codec, "is not made by ffmpeg"),
    };

    // Full-range sRGB to limited-range BT.709, which is what every player takes an unmarked HD film for; rounded the same on every processor.
    private static string[] Conversion =>
        ["-vf", "scale=in_range=pc:out_range=tv:out_color_matrix=bt709:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact,format=yuv420p"];

    // RgbImage keeps 16-bit samples big-endian.
    private static string PixelsIn(FilmSettings settings) => settings.BitDepth == 8 ? "rgb24" : "rgb48be";

    // What a lossy film holds is looked at as it is, without another conversion.
    private static string PixelsOut(FilmSettings settings) => settings.IsHalved ? "yuv420p" : PixelsIn(settings);

    private static string Quality(FilmSettings settings) => settings.Quality.ToString(CultureInfo.InvariantCulture);

    // A name such as 'concat:x' must stay the name of a file.
    private static string FileUrl(string path) => "file:" + path;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
