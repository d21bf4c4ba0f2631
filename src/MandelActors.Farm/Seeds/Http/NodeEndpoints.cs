using MandelActors.Farm.Transport;
using MandelActors.Protocol.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>Where nodes dial in and hand frames in: for bearers of the role <c>work</c>, and for nobody else.</summary>
internal static class NodeEndpoints
{
    /// <param name="frames">Takes the frames.</param>
    public static void Map(IEndpointRouteBuilder routes, SeedState seed, FrameReceiver frames)
    {
        new SeedRoutes(routes, seed).Map("GET", ApiRoutes.Link, new EndpointAccess(SeedRole.Work, 0, Leads: true), context => seed.Term.Link(context));
        FrameEndpoints.Map(routes, frames).WithMetadata(new EndpointAccess(SeedRole.Work, frames.PartBytes, Leads: true));
    }
}
