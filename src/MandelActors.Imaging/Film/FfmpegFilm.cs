namespace MandelActors.Imaging.Film;

/// <summary>A film made by ffmpeg, which gets raw pixels through its standard input while the next frame is being made.</summary>
internal sealed class FfmpegFilm : IFilmWriter
{
    private readonly string _path;
    private readonly FilmSettings _settings;
    private readonly Ffmpeg _ffmpeg;
    private readonly FfmpegProcess _process;
    private readonly SourceRecord _source;
    private bool _finished;

    /// <param name="path">Where the film goes; replaced if it exists.</param>
    /// <exception cref="FilmException">This ffmpeg lacks the encoder, or does not start.</exception>
    public FfmpegFilm(string path, FilmSettings settings, Ffmpeg ffmpeg)
    {
        if (!ffmpeg.CanEncode(settings.Codec))
            throw new FilmException($"ffmpeg {ffmpeg.Version} at '{ffmpeg.Path}' was built without {FilmCodecs.EncoderOf(settings.Codec)}; install one that has it with: {Ffmpeg.InstallCommand}");
        _path = path;
        _settings = settings;
        _ffmpeg = ffmpeg;
        _source = new SourceRecord(settings);
        _process = FfmpegProcess.Start(ffmpeg.Path, FfmpegArguments.Encode(settings, path));
    }

    public int Added => _source.Count;

    public async Task AddAsync(RgbImage frame, CancellationToken cancellationToken)
    {
        FrameCheck.Demand(frame, _settings, Added);
        var pixels = EvenFrame.Of(frame, _settings.EncodedWidth, _settings.EncodedHeight);
        using var killing = cancellationToken.Register(_process.Kill);
        try
        {
            // Off this thread: a full pipe would otherwise hold up the signature.
            var writing = Task.Run(() => _process.Input.WriteAsync(pixels, cancellationToken).AsTask(), cancellationToken);
            _source.Add(pixels.Span);
            await writing.ConfigureAwait(false);
        }
        catch (IOException broken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int exit = await _process.EndAsync(cancellationToken).ConfigureAwait(false);
            throw new FilmException($"ffmpeg ended with exit code {exit} at frame {Added - 1}: {_process.LastWords}", broken);
        }
    }

    public async Task<FilmVerification> FinishAsync(CancellationToken cancellationToken)
    {
        FrameCheck.DemandAll(_settings, Added);
        using var killing = cancellationToken.Register(_process.Kill);
        _process.Input.Close();
        int exit = await _process.EndAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (exit != 0) throw new FilmException($"ffmpeg ended with exit code {exit} while finishing '{_path}': {_process.LastWords}");
        if (!File.Exists(_path)) throw new FilmException($"ffmpeg ended as if all were well and wrote no '{_path}'");
        var verification = await FilmReading.ReadAsync(_path, _settings, _ffmpeg, _source.Compare, cancellationToken).ConfigureAwait(false);
        _finished = true;
        return verification;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        if (!_finished && File.Exists(_path)) File.Delete(_path);
    }
}
