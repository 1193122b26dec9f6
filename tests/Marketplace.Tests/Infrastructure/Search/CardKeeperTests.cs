using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Search;

public sealed class CardKeeperTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_save_that_lost_its_race_leaves_the_next_ones_transaction_alone()
    {
        var stall = await Stall.In(_market);
        stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        await stall.Open();

        // On one context, as a pooled one is used by one request after the other.
        var name = await _market.Read(async db =>
        {
            var late = await db.Products.SingleAsync(Stop);
            await db.Products.ExecuteUpdateAsync(set => set.SetProperty(product => product.Version, product => product.Version + 1), Stop);
            late.NameVi = "Khăn của ai đến sau";
#pragma warning disable RS0030 // The pipeline's save without its second try.
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync(Stop));
            await db.Database.CurrentTransaction!.DisposeAsync();
            db.ChangeTracker.Clear();

            await using var transaction = await db.Database.BeginTransactionAsync(Stop);
            (await db.Products.SingleAsync(Stop)).NameVi = "Khăn mới";
            await db.SaveChangesAsync(Stop);
#pragma warning restore RS0030
            Assert.Same(transaction, db.Database.CurrentTransaction);
            await transaction.CommitAsync(Stop);
            return await db.Products.Select(product => product.NameVi).SingleAsync(Stop);
        });

        Assert.Equal("Khăn mới", name);
    }
}
