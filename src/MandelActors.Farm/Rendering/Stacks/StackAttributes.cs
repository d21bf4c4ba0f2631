using System.Text.Json.Nodes;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering.Stacks;

/// <summary>What an array says of itself to whoever opens it: where its levels lie and what its numbers are.</summary>
internal static class StackAttributes
{
    public static JsonObject Of(StackScene scene) => new()
    {
        ["kind"] = scene.Kind,
        ["re"] = scene.CentreRe.ToString(),
        ["im"] = scene.CentreIm.ToString(),
        ["radius"] = scene.Radius.ToString(),
        ["zoomPerLevel"] = scene.ZoomPerLevel.ToString(),
        ["slice"] = scene.Array.Slice.ToString(),
        ["count"] = scene.Escape.Count == SceneCount.Whole ? "whole" : "smooth",
        ["escapeRadius"] = scene.Escape.Radius,
        ["iterations"] = scene.Iterations.Limit is { } limit ? limit : "auto",
        ["inside"] = StackMapping.InsideOf(scene) is { } inside ? inside : "NaN",
    };
}
