using Marketplace.Domain.People;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Data;

public sealed class EncryptEthnicityTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_older_sales_say_in_clear_is_encrypted_before_its_column_goes()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam, "dao", Gender.Female), 100_000, new DateOnly(2026, 8, 20));
        await market.Sell(await market.Producer(market.LungTam, consents: false, members: (market.Person(), 10_000)), 100_000, new DateOnly(2026, 8, 20));
        var dao = await market.Read(db => db.EthnicGroups.Where(group => group.Slug == "dao").Select(group => group.Id).SingleAsync());
        await using var scope = market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var protector = scope.ServiceProvider.GetRequiredService<ColumnProtector>();
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().Single(name => name.EndsWith("_" + EncryptEthnicity.Added, StringComparison.Ordinal)), Ct);
        Assert.Equal(1, await db.Database.ExecuteSqlAsync($"UPDATE SaleAllocations SET EthnicGroupId = {dao}, EthnicityCipher = NULL WHERE Id > 0 AND EthnicityCipher IS NOT NULL", Ct));

        await EncryptEthnicity.BeforeItsColumnGoes(db, protector);

        Assert.Equal(0, await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM SaleAllocations WHERE Id > 0 AND EthnicGroupId IS NOT NULL").SingleAsync(Ct));
        await db.Database.MigrateAsync(Ct);
        var shares = await db.SaleAllocations.AsNoTracking().Where(share => share.Id > 0).OrderBy(share => share.Id).ToListAsync(Ct);
        Assert.Equal([dao, null], shares.Select(protector.GroupOf));
        await EncryptEthnicity.BeforeItsColumnGoes(db, protector);
        Assert.Equal([dao, null], (await db.SaleAllocations.AsNoTracking().Where(share => share.Id > 0).OrderBy(share => share.Id).ToListAsync(Ct)).Select(protector.GroupOf));
    }
}
