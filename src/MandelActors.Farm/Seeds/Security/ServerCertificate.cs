using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Seeds.Security;

/// <summary>Reads the certificate a seed shows.</summary>
internal static class ServerCertificate
{
    /// <returns>The certificate with its key, and those that stand behind it in its file; null where there is to be none.</returns>
    /// <exception cref="BadInputException">One of the two files is missing, cannot be read, or does not fit the other.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Chain)? Read(string? certificate, string? key)
    {
        if (certificate is null && key is null) return null;
        if (certificate is null) throw new BadInputException("--tls-key", "", "expected --tls-cert as well");
        if (key is null) throw new BadInputException("--tls-cert", "", "expected --tls-key as well");
        try
        {
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(certificate);
            return (X509Certificate2.CreateFromPemFile(certificate, key), chain);
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"--tls-cert {certificate} --tls-key {key}", "", $"expected a certificate and its unencrypted key as PEM files: {problem.Message}");
        }
    }
}
