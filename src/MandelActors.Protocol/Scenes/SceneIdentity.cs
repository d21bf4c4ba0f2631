using System.Security.Cryptography;

namespace MandelActors.Protocol.Scenes;

/// <summary>What makes two scenes the same job: the hash of everything that decides how a frame looks.</summary>
/// <remarks>Devices and the film's encoding are left out: changing them must not throw finished frames away.</remarks>
public static class SceneIdentity
{
    /// <summary>SHA-256 of the canonical scene, 64 hexadecimal digits in lower case.</summary>
    public static string Of(Scene scene) => Convert.ToHexStringLower(SHA256.HashData(SceneWriter.WriteIdentity(scene)));
}
