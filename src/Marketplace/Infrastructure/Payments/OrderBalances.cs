using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Payments;

internal static class OrderBalances
{
    /// <summary>What one order's entries leave on an account, debit positive, with those of the present unit of work.</summary>
    public static async Task<long> BalanceOf(this MarketplaceDb db, OrderId order, LedgerAccount account, Currency currency, CancellationToken ct)
    {
        var stored = await db.LedgerTransactions.AsNoTracking().Where(entry => entry.OrderId == order).SelectMany(entry => entry.Postings)
            .Where(posting => posting.Account == account).Select(posting => posting.Amount).ToListAsync(ct);
        var fresh = db.ChangeTracker.Entries<LedgerTransaction>().Where(entry => entry.State == EntityState.Added && entry.Entity.OrderId == order)
            .SelectMany(entry => entry.Entity.Postings).Where(posting => posting.Account == account).Select(posting => posting.Amount);
        return stored.Concat(fresh).Where(amount => amount.Currency == currency).Sum(amount => amount.MinorUnits);
    }
}
