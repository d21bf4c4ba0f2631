namespace MandelActors.Console.Farms;

/// <summary>Shows a job as it goes on.</summary>
internal interface IWatchDisplay
{
    /// <param name="watch">Watches, and calls its argument for every report, one at a time.</param>
    Task ShowAsync(Func<Action<WatchReport>, Task> watch);
}
