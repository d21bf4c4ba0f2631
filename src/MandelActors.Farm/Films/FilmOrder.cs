using MandelActors.Farm.Store;
using MandelActors.Protocol.Scenes;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Films;

/// <summary>What film to make of what.</summary>
/// <param name="Scene">Size, rate and encoding.</param>
/// <param name="Store">Where the frames lie and the film goes.</param>
/// <param name="Frames">Every frame of the film, in order.</param>
/// <param name="Existing">The film recorded last, if any.</param>
public sealed record FilmOrder(FilmScene Scene, FrameStore Store, IReadOnlyList<FinishedFrame> Frames, FilmAssembled? Existing);
