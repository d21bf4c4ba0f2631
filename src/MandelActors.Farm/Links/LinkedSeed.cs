namespace MandelActors.Farm.Links;

/// <summary>What a seed says of itself to nodes.</summary>
/// <param name="Name">For people.</param>
/// <param name="StoreId">What its store can be recognised by (<see cref="Store.StoreMarker"/>).</param>
public sealed record LinkedSeed(string Name, string StoreId);
