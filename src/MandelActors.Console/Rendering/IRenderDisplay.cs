using MandelActors.Farm.Local;

namespace MandelActors.Console.Rendering;

/// <summary>Shows a render's reports as they come.</summary>
internal interface IRenderDisplay
{
    /// <param name="run">Does the work and calls its argument for every report, on any thread, one at a time.</param>
    Task ShowAsync(Func<Action<RenderReport>, Task> run);
}
