using MandelActors.Imaging.Apng;

namespace MandelActors.Imaging.Film;

/// <summary>A film as an animated PNG: what there is where ffmpeg is not.</summary>
internal sealed class ApngFilm(string path, FilmSettings settings) : IFilmWriter
{
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
    private readonly SourceRecord _source = new(settings);
    private ApngWriter? _writer;
    private bool _finished;

    public int Added => _source.Count;

    public Task AddAsync(RgbImage frame, CancellationToken cancellationToken)
    {
        FrameCheck.Demand(frame, settings, Added);
        return Task.Run(
            () =>
            {
                _writer ??= new ApngWriter(_file, new ApngOptions(settings.Frames, settings.Rate) { Loop = settings.Loop });
                _source.Add(frame.Pixels);
                _writer.Add(frame);
            },
            cancellationToken);
    }

    public async Task<FilmVerification> FinishAsync(CancellationToken cancellationToken)
    {
        FrameCheck.DemandAll(settings, Added);
        _writer!.Finish();
        await _file.DisposeAsync().ConfigureAwait(false);
        var verification = await FilmReading.ReadAsync(path, settings, null, _source.Compare, cancellationToken).ConfigureAwait(false);
        _finished = true;
        return verification;
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        if (!_finished && File.Exists(path)) File.Delete(path);
    }
}
