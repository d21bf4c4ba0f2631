using System.Security.Cryptography;
using System.Text;
using MandelActors.Farm.Rendering;
using MandelActors.Kernels;
using MandelActors.Kernels.CrossChecks;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Nodes;

/// <summary>Chooses the frames of a job that are cross-checked, and checks them.</summary>
/// <remarks>
/// Frames and pixels follow from the scene's identity and the frame's number through a hash: the same wherever the frame is rendered, and nothing that a device or
/// whoever feeds it could know. One worker's; frames are chosen one after the other, and checked side by side.
/// </remarks>
/// <param name="scene">What is drawn.</param>
/// <param name="every">One frame in so many is checked; 0 for none.</param>
internal sealed class FrameCheck(Scene scene, int every)
{
    private readonly string _identity = SceneIdentity.Of(scene);
    private readonly ReferenceLibrary _references = new();
    private bool _hasBegun;

    /// <summary>Whether any frames are checked.</summary>
    public bool IsOn => every > 0;

    /// <summary>The device that a frame is to be computed on: one that keeps some of its answers, where the frame is to be checked.</summary>
    public IDevice DeviceFor(FrameNumber frame, IDevice device)
    {
        if (!IsOn) return device;
        byte[] seed = SHA256.HashData(Encoding.ASCII.GetBytes($"{_identity}/{frame.Value}"));
        if (_hasBegun && BitConverter.ToUInt32(seed) % (uint)every != 0) return device;
        // A device that is wrong from the start shall not render two hundred frames first.
        _hasBegun = true;
        return new SampledDevice(device, seed);
    }

    /// <summary>Compares what a device answered with the scalar truth.</summary>
    /// <param name="device">What <see cref="DeviceFor"/> gave.</param>
    /// <param name="name">The device's name in the farm.</param>
    /// <param name="frame">Which frame it computed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it was compared; false for a frame that was not chosen, or of which no pixel can be decided.</returns>
    /// <exception cref="WrongResultException">It is not the same.</exception>
    public bool RequireNumbers(IDevice device, DeviceId name, FrameNumber frame, CancellationToken cancellationToken)
    {
        if (device is not SampledDevice sampled) return false;
        var result = CrossCheck.Run(sampled.Fields, sampled.References ?? _references, cancellationToken);
        return result.IsMismatch ? throw new WrongResultException($"{name} computed frame {frame} wrongly: {result}") : result.IsPassed;
    }

    /// <summary>Compares the colours of those pixels with what their values amount to.</summary>
    /// <param name="computed">The frame, finished and not disposed of.</param>
    /// <exception cref="WrongResultException">They are others.</exception>
    /// <inheritdoc cref="RequireNumbers" path="/param"/>
    public static void RequireColours(IDevice device, DeviceId name, ComputedFrame computed)
    {
        if (device is not SampledDevice sampled || computed.CountMiscoloured(sampled.Fields) is not (> 0 and var wrong)) return;
        throw new WrongResultException($"{name} coloured frame {computed.Frame} wrongly: {wrong} of {sampled.Fields[0].Pixels.Count} pixels");
    }
}
