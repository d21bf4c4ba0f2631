using System.Globalization;
using MandelActors.Farm.Store;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Store;

public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_folder_in_use_is_refused_and_its_owner_named()
    {
        JobFolder folder = new(_temporary.Path);
        using var first = FolderLock.Acquire(folder);

        var refusal = Should.Throw<FolderInUseException>(() => FolderLock.Acquire(folder));

        refusal.Owner.ShouldBe(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        refusal.Message.ShouldContain(_temporary.Path);
    }

    [Fact]
    public void A_folder_given_back_can_be_taken_again()
    {
        JobFolder folder = new(_temporary.Path);
        FolderLock.Acquire(folder).Dispose();

        FolderLock.Acquire(folder).Dispose();
    }
}
