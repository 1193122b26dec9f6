using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Seeding.Demo;
using Marketplace.Tests.Infrastructure.Configuration;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Seeding;

/// <summary>When a start leaves the demonstration alone.</summary>
public sealed class DemoStartTests : IDisposable
{
    private readonly ConfigurationTests.Configured _market = new("Development", new() { ["Seed:Demo"] = "true" });

    [Fact]
    public async Task Half_a_demonstration_is_not_thrown_away_with_the_people_who_came_since()
    {
        await _market.Database(db => db.AddRange(Some.User("mai@example.vn"), new DataImport { Name = DemoHost.Mark, Version = "begun", ImportedAt = Some.Moment }));

        Assert.Contains("people have signed up", Assert.Throws<MisconfiguredException>(() => _market.CreateClient()).Message, StringComparison.Ordinal);

        await _market.Database(db => Assert.Equal("mai@example.vn", db.Users.AsNoTracking().Single().UserName));
    }

    [Fact]
    public void A_second_start_in_the_same_folder_waits_for_the_first()
    {
        using var first = new FileStream(Path.Combine(_market.DataFolder, "demo.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains("Another start", Assert.Throws<MisconfiguredException>(() => _market.CreateClient()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _market.Dispose();
}
