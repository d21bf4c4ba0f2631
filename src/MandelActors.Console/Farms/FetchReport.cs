using MandelActors.Client.Files;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary>What somebody who fetches a job is told: any number of <see cref="Going"/>, then one <see cref="Ended"/>.</summary>
internal abstract record FetchReport
{
    private FetchReport()
    {
    }

    /// <summary>Where it stands.</summary>
    /// <param name="Progress">Of the folder.</param>
    /// <param name="Job">Of the job, as far as it is known.</param>
    public sealed record Going(FetchProgress Progress, JobView Job) : FetchReport;

    /// <summary>Nothing more is fetched.</summary>
    /// <param name="Folder">Where everything lies, absolute.</param>
    /// <param name="Progress">Of the folder.</param>
    /// <param name="Job">The job at the end.</param>
    /// <param name="Missing">Why the folder is not all that the job is meant to give; null if it is.</param>
    public sealed record Ended(string Folder, FetchProgress Progress, JobView Job, string? Missing) : FetchReport
    {
        /// <summary>Files that the farm names and could not give.</summary>
        public IReadOnlyList<BadFile> Bad { get; init; } = [];
    }
}
