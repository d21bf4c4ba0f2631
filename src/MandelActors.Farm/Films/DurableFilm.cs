using MandelActors.Farm.Store;
using MandelActors.Imaging.Film;
using FilmWriters = MandelActors.Imaging.Film.Films;

namespace MandelActors.Farm.Films;

/// <summary>Writes a film so that under its name there is a whole and verified one, or none.</summary>
public static class DurableFilm
{
    /// <summary>Encodes beside the target, verifies, flushes to disk, renames.</summary>
    /// <param name="temporary">Where it is made, on the target's file system.</param>
    /// <param name="path">The target; replaced if it exists.</param>
    /// <param name="settings">What film.</param>
    /// <param name="ffmpeg">Needed for every codec but animated PNG.</param>
    /// <param name="feed">Gives the writer all its frames.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FilmException">The encoder failed, or the film it made is not the one that was ordered; nothing is left behind, here and below.</exception>
    /// <exception cref="ObstructedException">Something else is where the film belongs, or the one in the making.</exception>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public static async Task<FilmVerification> WriteAsync(
        string temporary, string path, FilmSettings settings, Ffmpeg? ffmpeg, Func<IFilmWriter, Task> feed, CancellationToken cancellationToken)
    {
        // Before hours of encoding that could not be kept.
        Obstacle.Refuse(path);
        Obstacle.Refuse(temporary);
        try
        {
            FilmVerification verification;
            var film = FilmWriters.Create(temporary, settings, ffmpeg);
            await using (film.ConfigureAwait(false))
            {
                await feed(film).ConfigureAwait(false);
                verification = await film.FinishAsync(cancellationToken).ConfigureAwait(false);
            }

            if (!verification.IsWhole) throw new FilmException($"the film that was made is not the one that was ordered: {verification.Problem}");
            using (FileStream written = new(temporary, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            DurableFile.Publish(temporary, path);
            return verification;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
