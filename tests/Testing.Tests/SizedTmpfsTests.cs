namespace MandelActors.Testing.Tests;

public class SizedTmpfsTests
{
    [SkippableFact]
    public void A_filled_disk_takes_no_more_until_the_ballast_is_gone()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(256 * 1024);
        disk.Fill(leave: 0);
        string file = Path.Combine(disk.Path, "file");

        Should.Throw<IOException>(() => File.WriteAllBytes(file, new byte[8192]));
        disk.Relieve();
        File.WriteAllBytes(file, new byte[8192]);
        disk.FreeBytes.ShouldBeGreaterThan(128 * 1024);
    }

    [SkippableFact]
    public void A_disk_made_read_only_takes_nothing()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(256 * 1024);
        disk.MakeReadOnly();
        Should.Throw<IOException>(() => File.WriteAllText(Path.Combine(disk.Path, "file"), ""));
    }

    [SkippableFact]
    public void Nothing_is_left_of_a_disk()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        SizedTmpfs disk = SizedTmpfs.Mount(256 * 1024);
        disk.Dispose();
        Directory.Exists(disk.Path).ShouldBeFalse();
        File.ReadAllText("/proc/mounts").ShouldNotContain(disk.Path);
    }
}
