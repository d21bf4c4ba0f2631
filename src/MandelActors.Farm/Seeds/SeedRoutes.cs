using MandelActors.Farm.Seeds.Http;
using MandelActors.Protocol.Scenes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MandelActors.Farm.Seeds;

/// <summary>Where endpoints are put into a seed: each says who may ask and how much may come.</summary>
public sealed class SeedRoutes
{
    private readonly IEndpointRouteBuilder _routes;

    internal SeedRoutes(IEndpointRouteBuilder routes, SeedState seed) => (_routes, Seed) = (routes, seed);

    /// <summary>What leads, or who.</summary>
    internal SeedState Seed { get; }

    /// <summary>Puts an endpoint into the seed.</summary>
    /// <param name="methods">HTTP methods, separated by spaces.</param>
    /// <param name="pattern">An address, with the parts in braces that vary.</param>
    /// <param name="access">Who may ask, and how much may come.</param>
    /// <param name="answer">Throws <see cref="RefusedException"/> or <see cref="Protocol.Documents.BadInputException"/> for what it does not accept.</param>
    public void Map(string methods, string pattern, EndpointAccess access, RequestDelegate answer) =>
        _routes.MapMethods(pattern, methods.Split(' '), answer).WithMetadata(access);

    /// <summary>A place for the endpoints of another room, all under one prefix and with the same access.</summary>
    public IEndpointRouteBuilder Group(string prefix, EndpointAccess access)
    {
        var group = _routes.MapGroup(prefix);
        group.WithMetadata(access);
        return group;
    }

    /// <summary>The scene of a job.</summary>
    /// <exception cref="RefusedException">There is no such job, or this seed does not lead.</exception>
    public Scene SceneOf(string job) => Registry.JobOrders.SceneOf(Seed.Term.Find(job).Order);
}
