namespace MandelActors.Console.Farms;

/// <summary>What <c>mandel fetch</c> was asked for.</summary>
/// <param name="Job">The job's id, or the beginning of it.</param>
/// <param name="Folder">Where to.</param>
/// <param name="Watch">Whether to stay until the job is over, fetching what is finished.</param>
/// <param name="Json">Whether standard output is for programs.</param>
internal sealed record FetchOrder(string Job, string Folder, bool Watch, bool Json);
