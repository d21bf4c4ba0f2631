namespace MandelActors.Client.Files;

/// <summary>Where fetching a folder stands.</summary>
/// <param name="Files">Files that the folder should hold, as far as is known now.</param>
/// <param name="Bytes">What they have in all.</param>
/// <param name="Right">Those of them that are there and right.</param>
/// <param name="Fetched">Files that were fetched.</param>
/// <param name="Kept">Files that were there already, and right.</param>
/// <param name="FetchedBytes">Bytes that travelled.</param>
public sealed record FetchProgress(int Files, long Bytes, int Right, int Fetched, int Kept, long FetchedBytes);
