using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Seeds.Registry;

/// <summary>To the registry: pass this command or query on to the job. Answered by the job, or with <see cref="Protocol.Registry.RegistryProtocol.JobUnknown"/> or <see cref="JobBusy"/>.</summary>
/// <param name="Message">What the job understands.</param>
/// <param name="Reopens">Whether a job that is over is worked for again because of it.</param>
public sealed record ActOnJob(JobId Job, object Message, bool Reopens);
