using MandelActors.Protocol.Api;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>Whether the process works, and whether it can do what it is for.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(SeedRoutes routes, SeedStore store)
    {
        var everybody = new EndpointAccess(SeedRole.None, 0, Leads: false);
        routes.Map("GET HEAD", ApiRoutes.Live, everybody, context => context.Response.WriteAsync("alive\n"));
        routes.Map("GET HEAD", ApiRoutes.Ready, everybody, context => ReadyAsync(context, routes.Seed, store));
    }

    /// <summary>A leader is ready if registry, and so journal, and store answer and the journal took what it was last given; a standby if it knows who leads.</summary>
    private static async Task ReadyAsync(HttpContext context, SeedState seed, SeedStore store)
    {
        string? problem = seed.Leads ? StoreProblem(store) ?? seed.Term.Board.JournalTrouble ?? await RegistryProblemAsync(seed.Term).ConfigureAwait(false) : seed.Leader is null ? "no seed is known to lead" : null;
        if (problem is not null) throw new RefusedException(StatusCodes.Status503ServiceUnavailable, problem);
        await context.Response.WriteAsync(seed.Leads ? "ready, leading\n" : "ready, standing by\n").ConfigureAwait(false);
    }

    private static string? StoreProblem(SeedStore store)
    {
        try
        {
            store.Probe();
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "the store cannot be written";
        }
    }

    private static async Task<string?> RegistryProblemAsync(SeedTerm term)
    {
        try
        {
            await term.Registry.Ask<Registry.RegistryWell>(Registry.RegistryWell.Asked, Patience).ConfigureAwait(false);
            return null;
        }
        catch (AskTimeoutException)
        {
            return "the journal does not answer";
        }
    }
}
