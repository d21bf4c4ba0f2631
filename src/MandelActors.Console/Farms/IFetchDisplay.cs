namespace MandelActors.Console.Farms;

/// <summary>Shows how fetching goes on.</summary>
internal interface IFetchDisplay
{
    /// <param name="fetch">Fetches, and calls its argument for every report, one at a time, on any thread.</param>
    Task ShowAsync(Func<Action<FetchReport>, Task> fetch);
}
