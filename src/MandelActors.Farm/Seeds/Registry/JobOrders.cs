using System.Security.Cryptography;
using System.Text;
using MandelActors.Farm.Rendering;
using MandelActors.Imaging.Palettes;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Registry;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Seeds.Registry;

/// <summary>Turns what somebody submitted into an order: everything that can be checked is, before anything is written.</summary>
public static class JobOrders
{
    /// <summary>What errors name as the place of a scene.</summary>
    public const string SceneOrigin = "scene";

    /// <summary>Of a job's name, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>Of a job's key, in characters.</summary>
    public const int LongestKey = 128;

    /// <summary>That a job may require.</summary>
    public const int MostTags = 32;

    /// <summary>Of a tag, in characters.</summary>
    public const int LongestTag = 64;

    /// <summary>That a job may be limited to.</summary>
    public const int MostDevices = 1_000_000;

    /// <summary>For a frame to take, at least or at most.</summary>
    public const double LongestFrameSeconds = 30 * 86_400;

    /// <summary>Digits of an id: enough that no two of a billion jobs have the same.</summary>
    private const int IdDigits = 20;

    /// <summary>Checks a request.</summary>
    /// <exception cref="BadInputException">It cannot be accepted.</exception>
    public static JobOrder Of(SubmitRequest request)
    {
        Require(request.Name.Length <= LongestName && !request.Name.Any(char.IsControl), "name", $"expected at most {LongestName} characters, none of them for control");
        Require(request.Key is null || (request.Key.Length is > 0 and <= LongestKey && request.Key.All(letter => letter is >= ' ' and <= '~')), "key", $"expected 1 to {LongestKey} printable ASCII characters");
        RequirePriority(request.Priority);
        Require(request.MaxDevices is null or (>= 1 and <= MostDevices), "maxDevices", $"expected 1 to {MostDevices}, found {request.MaxDevices}");
        Require(request.RequireTags.Count <= MostTags && request.RequireTags.All(IsTag), "requireTags", $"expected at most {MostTags} tags, each of 1 to {LongestTag} letters, digits, '-', '_' or '.'");
        Require(request.MinFrameSeconds is >= 0 and <= LongestFrameSeconds, "minFrameSeconds", $"expected 0 to {LongestFrameSeconds} seconds");
        Require(request.MaxFrameSeconds is >= 0 and <= LongestFrameSeconds, "maxFrameSeconds", $"expected 0 to {LongestFrameSeconds} seconds");
        Require(request.MaxFrameSeconds == 0 || request.MinFrameSeconds < request.MaxFrameSeconds, "maxFrameSeconds", "expected more than minFrameSeconds");
        var document = DocumentReader.Read(Encoding.UTF8.GetBytes(request.Scene.GetRawText()), SceneOrigin);
        RefuseLocations(document);
        var scene = SceneLoader.Check(document);
        var frames = (request.Frames is null ? FrameRange.All : FrameRange.Parse("frames", request.Frames)).Within(scene.FrameCount);
        return new JobOrder(
            request.Key, request.Name, Encoding.UTF8.GetString(SceneWriter.Write(scene)), SceneIdentity.Of(scene), scene.Kind, scene.FrameCount, frames.First, frames.Last,
            request.Film && scene is FilmScene, request.Priority, [.. request.RequireTags.Distinct()], request.MaxDevices, request.MinFrameSeconds, request.MaxFrameSeconds);
    }

    /// <summary>Refuses what no priority can be.</summary>
    /// <exception cref="BadInputException">It is less than −100 or more than 100.</exception>
    public static void RequirePriority(int priority) => Require(priority is >= -100 and <= 100, "priority", $"expected -100 to 100, found {priority}");

    /// <summary>The job's id: of a key always the same, otherwise one that nobody can guess.</summary>
    public static JobId IdOf(JobOrder order)
    {
        byte[] digest = order.Key is null ? RandomNumberGenerator.GetBytes(IdDigits / 2) : SHA256.HashData(Encoding.UTF8.GetBytes($"key\n{order.Key}"));
        return new JobId(Convert.ToHexStringLower(digest)[..IdDigits]);
    }

    /// <summary>The scene of an order.</summary>
    /// <exception cref="BadInputException">An earlier version accepted it, and this one does not.</exception>
    public static Scene SceneOf(JobOrder order) =>
        SceneParser.Parse(DocumentReader.Read(Encoding.UTF8.GetBytes(order.Scene), SceneOrigin), Palette.Names);

    /// <summary>Whether a text can be a node's tag.</summary>
    public static bool IsTag(string tag) =>
        tag is { Length: > 0 and <= LongestTag } && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <summary>A location is a file, and no file of this machine is read because somebody elsewhere names it.</summary>
    private static void RefuseLocations(DocumentNode.Table document)
    {
        if (document.Entries.GetValueOrDefault("path") is not DocumentNode.Table path || path.Entries.GetValueOrDefault("keys") is not DocumentNode.Sequence keys) return;
        for (int i = 0; i < keys.Items.Count; i++)
        {
            if (keys.Items[i] is DocumentNode.Table key && key.Entries.ContainsKey("location"))
                throw new BadInputException(SceneOrigin, $"path.keys[{i}].location", "expected re, im and radius: a farm reads no location files; mandel submit puts their numbers into the scene");
        }
    }

    private static void Require(bool holds, string key, string expectation)
    {
        if (!holds) throw new BadInputException("request", key, expectation);
    }
}
