using System.Security.Cryptography;
using System.Text;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Transport;

/// <summary>What frames in a spool have in common that any device of a kind could have made for a job.</summary>
/// <param name="Job">Whose.</param>
/// <param name="Identity">Of the job's scene.</param>
/// <param name="DeviceKind">Devices of one kind make the same bytes.</param>
public sealed record SpoolShelf(JobId Job, string Identity, string DeviceKind)
{
    /// <summary>Its folder's name: job, beginning of the identity, beginning of the kind's hash. A kind may be called anything.</summary>
    public string FolderName =>
        $"{Job}.{Identity[..Math.Min(16, Identity.Length)]}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DeviceKind)))[..8]}";
}
