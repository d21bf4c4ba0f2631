using MandelActors.Protocol.Jobs;

namespace MandelActors.Farm.Films;

/// <summary>A film in place.</summary>
/// <param name="Film">What it is.</param>
/// <param name="Made">False if it was there already, as it should be.</param>
/// <param name="Note">What the user should know; null for nothing.</param>
public sealed record FilmResult(JobProtocol.RecordFilm Film, bool Made, string? Note);
